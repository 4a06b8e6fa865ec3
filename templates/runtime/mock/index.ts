/** The entry for mock servers: their base class, options and behaviours. */
export type { ObservedMessage } from "../messages/observed-message.js";
export type {
  Answer,
  AskedRequest,
  Behaviour,
  BehaviourFactory,
  BehaviourHost,
} from "./behaviour.js";
export { everestBehaviours, type EverestOptions } from "./everest.js";
export { startMockServer, type MockEngine } from "./mock-engine.js";
export type { AdaptedMock, MockOptions, MockPlan } from "./mock-options.js";
export { ApiMockServer } from "./mock-server.js";
