/** The run time: what generated code is made of, and what its users can catch and configure. */
export { acceptAnything, acceptBytes, acceptText } from "./accept.js";
export type {
  Answer,
  Behaviour,
  BehaviourFactory,
  BehaviourHost,
} from "./behaviour.js";
export { ApiClient } from "./client.js";
export type {
  ApiDescriptor,
  Assert,
  Encoding,
  Envelope,
  EnvelopeKind,
  ExchangeOperation,
  HeadersDescriptor,
  MessageDescriptor,
  MessageOperation,
  Messages,
  OperationDescriptor,
  ParameterDescriptor,
  PublishOperation,
  QoS,
  RequestOperation,
  RespondOperation,
  ServerDescriptor,
  ServerOptions,
  SubscribeOperation,
  VariableDescriptor,
} from "./descriptor.js";
export {
  BindingError,
  ClosedError,
  ConnectionError,
  PublishError,
  QueueFullError,
  SubscribeError,
  TimeoutError,
  TopicError,
  ValidationError,
  type Awaited,
  type ErrorCode,
  type ValidationIssue,
} from "./errors.js";
export { everestBehaviours, type EverestOptions } from "./everest.js";
export type { Headers } from "./headers.js";
export { startMockServer, type MockEngine } from "./mock-engine.js";
export type { MockOptions, MockPlan } from "./mock-options.js";
export { ApiMockServer } from "./mock-server.js";
export type { ObservedMessage } from "./observation.js";
export { openSession, type SessionRequest } from "./open-session.js";
export type {
  ConnectOptions,
  Handler,
  HandlersByMessage,
  MessageContext,
  PublishOptions,
  RejectedMessage,
  RequestHandler,
  RequestOptions,
  StreamOptions,
  SubscribeOptions,
  WithHeaders,
} from "./options.js";
export type { Role } from "./role.js";
export type { VariableValues } from "./server.js";
export type { ConnectionState, Session } from "./session.js";
export type { Subscription } from "./subscription.js";
export {
  createValidators,
  invalid,
  type Schemas,
  type Validators,
} from "./validation.js";
