/** The entry for clients: their base class, options, errors and descriptors. */
export type { BackoffOptions } from "../connection/backoff.js";
export type {
  Credentials,
  CredentialsSource,
} from "../connection/credentials.js";
export type { VariableValues } from "../connection/server.js";
export type {
  ApiDescriptor,
  Assert,
  CorrelationLocation,
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
  RequestId,
  RequestOperation,
  RespondOperation,
  ServerDescriptor,
  ServerOptions,
  SubscribeOperation,
  VariableDescriptor,
} from "../descriptor.js";
export {
  ClosedError,
  ConnectionError,
  PublishError,
  QueueFullError,
  SubscribeError,
  TimeoutError,
  TopicError,
  type Awaited,
  type Delivery,
} from "../errors.js";
export type { WithOptionalId } from "../messages/correlation-id.js";
export type { Headers } from "../messages/headers.js";
export type { Logger } from "../logger.js";
export type { ConnectOptions, OfflineQueueOptions } from "../options.js";
export type {
  DeviatingMessage,
  IncomingMode,
  IncomingQuirk,
  QuirkOptions,
} from "../quirk.js";
export type {
  Acknowledge,
  BufferOptions,
  HandlerOptions,
  PublishOptions,
  RepliesOptions,
  RequestOptions,
  StreamOptions,
  SubscribeOptions,
  WithHeaders,
} from "../call-options.js";
export type {
  Handler,
  HandlersByMessage,
  MessageContext,
  MessageStream,
  RejectedMessage,
  RequestHandler,
  ReceivedMessage,
} from "../received.js";
export type {
  Telemetry,
  TelemetryAttributes,
  TelemetryCarrier,
  TelemetryContext,
  TelemetryGetter,
  TelemetryPropagator,
  TelemetrySetter,
  TelemetrySpan,
  TelemetrySpanOptions,
  TelemetryStatus,
} from "../telemetry.js";
export type { Role } from "../role.js";
export {
  acceptAnything,
  acceptBytes,
  acceptText,
} from "../validation/accept.js";
export { ApiClient } from "./client.js";
export { openSession, type SessionRequest } from "./open-session.js";
export type { Counters } from "./counters.js";
export { answerWith, receiveWith, type Registration } from "./registration.js";
export type { Session } from "./session.js";
export type { ConnectionState } from "../connection/line-state.js";
export type { Subscription } from "./subscription.js";
