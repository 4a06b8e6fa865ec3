/**
 * What the generator writes for a small document with all kinds of operations, by hand: the tests
 * of the run time use it, and the templates are to give the same. The four files of an API follow
 * one after the other.
 */
import {
  ApiClient,
  ApiMockServer,
  createValidators,
  openSession,
  startMockServer,
  type ApiDescriptor,
  type ConnectOptions,
  type Handler,
  type MockOptions,
  type PublishOptions,
  type RequestHandler,
  type RequestOptions,
  type StreamOptions,
  type SubscribeOptions,
  type Subscription,
} from '../../templates/runtime/index.js';

// ---- types.ts

export interface SetLevelRequest {
  connector_id: number;
  level: number;
  note?: string;
}
export interface Lamp {
  lamp_id: string;
  level: number;
  since?: string;
}
export interface Token {
  id_token: string;
}
export interface Verdict {
  accepted: boolean;
}
/** The envelope of `send_request_set_level`. */
export interface SendRequestSetLevel {
  headers?: { replyTo: string };
  payload: SetLevelRequest;
}
export interface SendRequestGetLamp {
  headers?: { replyTo: string };
}
export interface ReceiveRequestValidateToken {
  headers?: { replyTo?: string };
  payload?: Token;
}

// ---- validators.ts

const replyTo = { type: 'object', properties: { replyTo: { type: 'string' } } };
const validators = createValidators({
  SetLevelRequest: {
    type: 'object',
    required: ['connector_id', 'level'],
    properties: {
      connector_id: { type: 'integer' },
      level: { type: 'number', minimum: 0, maximum: 100 },
      note: { type: 'string' },
    },
  },
  Lamp: {
    type: 'object',
    required: ['lamp_id', 'level'],
    properties: {
      lamp_id: { type: 'string' },
      level: { type: 'number' },
      since: { type: 'string', format: 'date-time' },
    },
  },
  Token: {
    type: 'object',
    required: ['id_token'],
    properties: { id_token: { type: 'string' } },
  },
  Verdict: {
    type: 'object',
    required: ['accepted'],
    properties: { accepted: { type: 'boolean' } },
  },
  Heartbeat: { type: 'integer' },
  CommunicationCheck: { type: 'boolean' },
  LampOrNull: { oneOf: [{ $ref: 'Lamp' }, { type: 'null' }] },
  SetLevelReply: { type: 'boolean' },
  SendRequestSetLevel: {
    type: 'object',
    required: ['payload'],
    properties: { headers: replyTo, payload: { $ref: 'SetLevelRequest' } },
  },
  SendRequestGetLamp: { type: 'object', properties: { headers: replyTo } },
  ReceiveRequestValidateToken: {
    type: 'object',
    properties: { headers: replyTo, payload: { $ref: 'Token' } },
  },
});

export function assertLamp(value: unknown): asserts value is Lamp {
  validators.assert('Lamp', value);
}
export function assertVerdict(value: unknown): asserts value is Verdict {
  validators.assert('Verdict', value);
}
export function assertHeartbeat(value: unknown): asserts value is number {
  validators.assert('Heartbeat', value);
}
export function assertCommunicationCheck(value: unknown): asserts value is boolean {
  validators.assert('CommunicationCheck', value);
}
export function assertLampOrNull(value: unknown): asserts value is Lamp | null {
  validators.assert('LampOrNull', value);
}
export function assertSetLevelReply(value: unknown): asserts value is boolean {
  validators.assert('SetLevelReply', value);
}
export function assertSendRequestSetLevel(value: unknown): asserts value is SendRequestSetLevel {
  validators.assert('SendRequestSetLevel', value);
}
export function assertSendRequestGetLamp(value: unknown): asserts value is SendRequestGetLamp {
  validators.assert('SendRequestGetLamp', value);
}
export function assertReceiveRequestValidateToken(
  value: unknown,
): asserts value is ReceiveRequestValidateToken {
  validators.assert('ReceiveRequestValidateToken', value);
}

// ---- client.ts

export const lampApi = {
  name: 'lamp',
  servers: {
    default: {
      host: 'localhost:1883',
      protocol: 'mqtt',
      pathname: 'lamps/1/{module_id}',
      variables: { module_id: {} },
    },
    cloud: {
      host: '{region}.example.org',
      protocol: 'mqtts',
      pathname: 'cloud/{module_id}/',
      variables: { region: { values: ['eu', 'us'], default: 'eu' }, module_id: {} },
    },
  },
  operations: {
    setLevel: {
      kind: 'request',
      id: 'send_request_set_level',
      address: 'm2e/set_level',
      envelope: 'body',
      payload: true,
      messages: { message: { payload: assertSendRequestSetLevel } },
      replies: { reply: { payload: assertSetLevelReply } },
    },
    getLamp: {
      kind: 'request',
      id: 'send_request_get_lamp',
      address: 'm2e/lamp/get',
      envelope: 'body',
      payload: false,
      messages: { message: { payload: assertSendRequestGetLamp } },
      replies: { reply: { payload: assertLampOrNull } },
    },
    switchOff: {
      kind: 'request',
      id: 'send_request_switch_off',
      address: 'm2e/switch_off',
      envelope: 'body',
      payload: false,
      messages: { message: { payload: assertSendRequestGetLamp } },
      replies: {},
    },
    queryRoom: {
      kind: 'request',
      id: 'send_request_query_room',
      address: 'm2e/rooms/{room_id}/query',
      parameters: { room_id: {} },
      envelope: 'body',
      payload: false,
      messages: { message: { payload: assertSendRequestGetLamp } },
      replies: { reply: { payload: assertLamp } },
    },
    lampStatus: {
      kind: 'publish',
      id: 'send_lamp_status',
      address: 'm2e/lamp_status',
      messages: { message: { payload: assertLamp } },
    },
    communicationCheck: {
      kind: 'publish',
      id: 'send_communication_check',
      address: 'm2e/communication_check',
      messages: { message: { payload: assertCommunicationCheck } },
    },
    ping: { kind: 'publish', id: 'send_ping', address: 'm2e/ping', qos: 0, messages: {} },
    lamp: {
      kind: 'subscribe',
      id: 'receive_lamp',
      address: 'e2m/lamp',
      messages: { message: { payload: assertLamp } },
    },
    heartbeat: {
      kind: 'subscribe',
      id: 'receive_heartbeat',
      address: 'e2m/heartbeat',
      messages: { message: { payload: assertHeartbeat } },
    },
    reboot: {
      kind: 'subscribe',
      id: 'receive_reboot',
      address: 'e2m/reboot',
      messages: { reboot: {} },
    },
    roomLamp: {
      kind: 'subscribe',
      id: 'receive_room_lamp',
      address: 'e2m/rooms/{room_id}/lamp-{kind}',
      parameters: { room_id: {}, kind: { values: ['wall', 'desk'] } },
      messages: { message: { payload: assertLamp } },
    },
    validateToken: {
      kind: 'respond',
      id: 'receive_request_validate_token',
      address: 'e2m/validate_token',
      envelope: 'body',
      payload: true,
      messages: { message: { payload: assertReceiveRequestValidateToken } },
      replies: { reply: { payload: assertVerdict } },
    },
  },
} as const satisfies ApiDescriptor;

const { operations } = lampApi;

/** The server variables of the topics. */
export interface LampVariables {
  moduleId: string;
}

/** Each operation with channel parameters has one. */
export interface RoomLampParameters {
  room_id: string;
  kind: 'wall' | 'desk';
}
export interface QueryRoomParameters {
  room_id: string;
}

export class LampClient extends ApiClient {
  static async connect(options: ConnectOptions & LampVariables): Promise<LampClient> {
    const variables = { module_id: options.moduleId };
    return new LampClient(await openSession({ api: lampApi, role: 'client', variables }, options));
  }

  setLevel(payload: SetLevelRequest, options?: RequestOptions): Promise<boolean> {
    return this.request(operations.setLevel, payload, options);
  }

  getLamp(options?: RequestOptions): Promise<Lamp | null> {
    return this.request(operations.getLamp, undefined, options);
  }

  switchOff(options?: RequestOptions): Promise<void> {
    return this.request(operations.switchOff, undefined, options);
  }

  queryRoom(parameters: QueryRoomParameters, options?: RequestOptions): Promise<Lamp> {
    return this.request(operations.queryRoom, undefined, { ...options, parameters });
  }

  sendLampStatus(payload: Lamp, options?: PublishOptions): Promise<void> {
    return this.publish(operations.lampStatus, payload, options);
  }

  sendCommunicationCheck(payload: boolean, options?: PublishOptions): Promise<void> {
    return this.publish(operations.communicationCheck, payload, options);
  }

  sendPing(options?: PublishOptions): Promise<void> {
    return this.publish(operations.ping, undefined, options);
  }

  onLamp(handler: Handler<Lamp>, options?: SubscribeOptions): Promise<Subscription> {
    return this.subscribe(operations.lamp, handler, options);
  }

  lampStream(options?: StreamOptions): AsyncIterable<Lamp> {
    return this.stream(operations.lamp, options);
  }

  onHeartbeat(handler: Handler<number>, options?: SubscribeOptions): Promise<Subscription> {
    return this.subscribe(operations.heartbeat, handler, options);
  }

  heartbeatStream(options?: StreamOptions): AsyncIterable<number> {
    return this.stream(operations.heartbeat, options);
  }

  onReboot(handler: Handler<undefined>, options?: SubscribeOptions): Promise<Subscription> {
    return this.subscribe(operations.reboot, handler, options);
  }

  onRoomLamp(
    parameters: Partial<RoomLampParameters>,
    handler: Handler<Lamp, RoomLampParameters>,
    options?: SubscribeOptions,
  ): Promise<Subscription> {
    return this.subscribe(operations.roomLamp, handler, { ...options, parameters });
  }

  roomLampStream(
    parameters: Partial<RoomLampParameters>,
    options?: StreamOptions,
  ): AsyncIterable<Lamp> {
    return this.stream(operations.roomLamp, { ...options, parameters });
  }

  handleValidateToken(
    handler: RequestHandler<Token, Verdict>,
    options?: SubscribeOptions,
  ): Promise<Subscription> {
    return this.respond<Token, Verdict>(operations.validateToken, handler, options);
  }
}

// ---- mock-server.ts

/** What the mock server answers where no handler is set. */
const samples = {
  setLevel: true,
  getLamp: { lamp_id: 'sample', level: 1 },
  queryRoom: { lamp_id: 'sample', level: 2 },
};

export class LampMockServer extends ApiMockServer {
  static async start(options: MockOptions & LampVariables): Promise<LampMockServer> {
    const variables = { module_id: options.moduleId };
    return new LampMockServer(await startMockServer({ api: lampApi, samples, variables }, options));
  }

  handleSetLevel(handler: RequestHandler<SetLevelRequest, boolean>): this {
    return this.handle<SetLevelRequest, boolean>(operations.setLevel, handler);
  }

  handleGetLamp(handler: RequestHandler<undefined, Lamp | null>): this {
    return this.handle<undefined, Lamp | null>(operations.getLamp, handler);
  }

  handleSwitchOff(handler: RequestHandler<undefined, void>): this {
    return this.handle<undefined, void>(operations.switchOff, handler);
  }

  handleQueryRoom(handler: RequestHandler<undefined, Lamp, QueryRoomParameters>): this {
    return this.handle<undefined, Lamp, QueryRoomParameters>(operations.queryRoom, handler);
  }

  onLampStatus(handler: Handler<Lamp>): this {
    return this.on(operations.lampStatus, handler);
  }

  onCommunicationCheck(handler: Handler<boolean>): this {
    return this.on(operations.communicationCheck, handler);
  }

  onPing(handler: Handler<undefined>): this {
    return this.on(operations.ping, handler);
  }

  sendLamp(payload: Lamp, options?: PublishOptions): Promise<void> {
    return this.send(operations.lamp, payload, options);
  }

  sendHeartbeat(payload: number, options?: PublishOptions): Promise<void> {
    return this.send(operations.heartbeat, payload, options);
  }

  sendReboot(options?: PublishOptions): Promise<void> {
    return this.send(operations.reboot, undefined, options);
  }

  sendRoomLamp(
    parameters: RoomLampParameters,
    payload: Lamp,
    options?: PublishOptions,
  ): Promise<void> {
    return this.send(operations.roomLamp, payload, { ...options, parameters });
  }

  validateToken(payload: Token, options?: RequestOptions): Promise<Verdict> {
    return this.request(operations.validateToken, payload, options);
  }
}
