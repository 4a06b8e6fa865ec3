/** The entry for EVerest: whether it is alive, the latest value of a variable, and how it deviates from its documents. */
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
export { everestQuirks, latchedBoolean } from "./quirks.js";
