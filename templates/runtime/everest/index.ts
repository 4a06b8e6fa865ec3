/**
 * The entry for clients of EVerest: which modules there are, whether they are alive, latest values of variables, and
 * how EVerest deviates from its documents.
 */
export {
  keepCommunicationCheck,
  type CheckedClient,
  type CommunicationCheck,
  type CommunicationCheckOptions,
} from "./communication-check.js";
export {
  discoverModules,
  watchModules,
  whenReady,
  type DiscoverOptions,
  type DiscoveryClient,
  type HeartbeatStreamSource,
  type ModuleDescription,
  type ReadyBeaconSource,
  type WatchModulesOptions,
} from "./discovery.js";
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
