/** What the generator writes for an API whose replies travel in MQTT 5 properties. */
import {
  ApiClient,
  ApiMockServer,
  createValidators,
  openSession,
  startMockServer,
  type ApiDescriptor,
  type ConnectOptions,
  type MockOptions,
  type RequestHandler,
  type RequestOptions,
  type SubscribeOptions,
  type Subscription,
} from '../../templates/runtime/index.js';

const validators = createValidators({ Text: { type: 'string' }, Count: { type: 'integer' } });

function assertText(value: unknown): asserts value is string {
  validators.assert('Text', value);
}
function assertCount(value: unknown): asserts value is number {
  validators.assert('Count', value);
}

const echoApi = {
  name: 'echo',
  servers: {},
  operations: {
    ask: {
      kind: 'request',
      id: 'ask',
      address: 'echo/ask',
      envelope: 'properties',
      payload: true,
      messages: { message: { payload: assertText } },
      replies: { reply: { payload: assertText } },
    },
    question: {
      kind: 'respond',
      id: 'question',
      address: 'echo/question',
      envelope: 'properties',
      payload: true,
      messages: { message: { payload: assertText } },
      replies: { reply: { payload: assertCount } },
    },
  },
} as const satisfies ApiDescriptor;

const { operations } = echoApi;

export class EchoClient extends ApiClient {
  static async connect(options: ConnectOptions): Promise<EchoClient> {
    const request = { api: echoApi, role: 'client', variables: {} } as const;
    return new EchoClient(await openSession(request, options));
  }

  ask(payload: string, options?: RequestOptions): Promise<string> {
    return this.request(operations.ask, payload, options);
  }

  handleQuestion(
    handler: RequestHandler<string, number>,
    options?: SubscribeOptions,
  ): Promise<Subscription> {
    return this.respond<string, number>(operations.question, handler, options);
  }
}

export class EchoMockServer extends ApiMockServer {
  static async start(options: MockOptions): Promise<EchoMockServer> {
    const plan = { api: echoApi, samples: {}, variables: {} };
    return new EchoMockServer(await startMockServer(plan, options));
  }

  handleAsk(handler: RequestHandler<string, string>): this {
    return this.handle<string, string>(operations.ask, handler);
  }

  question(payload: string, options?: RequestOptions): Promise<number> {
    return this.request(operations.question, payload, options);
  }
}
