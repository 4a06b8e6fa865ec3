/** The run time: what generated code is made of, and what its users can catch and configure. */
export { acceptAnything, acceptBytes, acceptText } from "./validation/accept.js";
export type {
  Answer,
  Behaviour,
  BehaviourFactory,
  BehaviourHost,
} from "./mock/behaviour.js";
export { ApiClient } from "./session/client.js";
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
export { everestBehaviours, type EverestOptions } from "./mock/everest.js";
export type { Headers } from "./messages/headers.js";
export { startMockServer, type MockEngine } from "./mock/mock-engine.js";
export type { MockOptions, MockPlan } from "./mock/mock-options.js";
export { ApiMockServer } from "./mock/mock-server.js";
export type { ObservedMessage } from "./messages/observed-message.js";
export { openSession, type SessionRequest } from "./session/open-session.js";
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
export type { VariableValues } from "./connection/server.js";
export type { ConnectionState, Session } from "./session/session.js";
export type { Subscription } from "./session/subscription.js";
export {
  createValidators,
  invalid,
  type Schemas,
  type Validators,
} from "./validation/validation.js";
