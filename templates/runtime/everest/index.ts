/** The entry for clients of EVerest: whether it is alive, and the latest value of a variable. */
export {
  keepCommunicationCheck,
  type CheckedClient,
  type CommunicationCheck,
  type CommunicationCheckOptions,
} from "./communication-check.js";
export {
  watchHeartbeat,
  type HeartbeatEvent,
  type HeartbeatMonitor,
  type HeartbeatOptions,
  type HeartbeatSource,
  type HeartbeatState,
} from "./heartbeat.js";
export { getThenSubscribe, type LatchedVariable } from "./latched-variable.js";
