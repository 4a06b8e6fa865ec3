/** Spans of OpenTelemetry, made by its own SDK, on mosquitto. */
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type ContextManager,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { connectAsync } from 'mqtt';
import type { ConnectOptions, MockOptions, Telemetry } from '../../templates/runtime/index.js';
import { LampClient, LampMockServer } from '../apis/generated/lamp/index.js';
import { Collector, prefix, useHarness } from '../runtime/harness.js';
import { mosquittoForTests, test } from './on-mosquitto.js';

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const telemetry: Telemetry = {
  tracer: provider.getTracer('lamps'),
  trace,
  context,
  propagator: new W3CTraceContextPropagator(),
};
const lamp = { lamp_id: 'a', level: 1 };

/** What the SDK for Node does: the context stays active in callbacks and after `await`. */
class NodeContexts implements ContextManager {
  readonly #storage = new AsyncLocalStorage<Context>();
  active(): Context {
    return this.#storage.getStore() ?? ROOT_CONTEXT;
  }
  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    active: Context,
    run: F,
    self?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F> {
    return this.#storage.run(active, () => Reflect.apply(run, self, args));
  }
  bind<T>(_context: Context, target: T): T {
    return target;
  }
  enable(): this {
    return this;
  }
  disable(): this {
    return this;
  }
}

beforeAll(() => void context.setGlobalContextManager(new NodeContexts()));
afterAll(() => context.disable());
afterEach(() => exporter.reset());

async function spans(count: number): Promise<ReadableSpan[]> {
  while (exporter.getFinishedSpans().length < count) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return exporter.getFinishedSpans();
}

function named(all: readonly ReadableSpan[], name: string): ReadableSpan {
  const found = all.filter((span) => span.name === name);
  if (found.length !== 1 || found[0] === undefined) {
    throw new Error(`${found.length} of ${name} in ${all.map((span) => span.name).join(', ')}`);
  }
  return found[0];
}

describe('on mosquitto, with MQTT 5', () => {
  const broker = mosquittoForTests();
  const toClose: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of toClose.splice(0).reverse()) await each.close();
  });

  async function pair(
    more: MockOptions & ConnectOptions = {},
  ): Promise<[LampClient, LampMockServer]> {
    const mqtt = { protocolVersion: 5 } as const;
    const options = { url: broker.url, moduleId: 'm1', telemetry, mqtt, heartbeatMs: 0, ...more };
    const mock = await LampMockServer.start(options);
    const client = await LampClient.connect(options);
    toClose.push(mock, client);
    return [client, mock];
  }

  test('one trace leads from a request through the answer of the mock', async () => {
    const [client, mock] = await pair();
    const inHandler: unknown[] = [];
    mock.handleSetLevel(async () => {
      await Promise.resolve();
      inHandler.push(trace.getActiveSpan()?.spanContext().spanId);
      return true;
    });
    const outer = provider.getTracer('user').startSpan('outer');
    await context.with(trace.setSpan(ROOT_CONTEXT, outer), () =>
      client.setLevel({ connector_id: 1, level: 2 }),
    );
    outer.end();
    const all = await spans(3);
    const topic = `${prefix}/m2e/set_level`;
    const request = named(all, `request ${topic}`);
    const answer = named(all, `answer ${topic}`);
    const traceId = outer.spanContext().traceId;
    expect(all.map((span) => span.spanContext().traceId)).toEqual([traceId, traceId, traceId]);
    expect(request.parentSpanContext?.spanId).toBe(outer.spanContext().spanId);
    expect(answer.parentSpanContext).toMatchObject({
      spanId: request.spanContext().spanId,
      isRemote: true,
    });
    expect(inHandler).toEqual([answer.spanContext().spanId]);
    expect([request.kind, answer.kind]).toEqual([SpanKind.CLIENT, SpanKind.CONSUMER]);
    expect(request.attributes).toEqual({
      'messaging.system': 'mqtt',
      'messaging.operation.name': 'request',
      'messaging.operation.type': 'send',
      'messaging.destination.name': topic,
      'messaging.client.id': expect.stringMatching(/^lamp-/),
      'messaging.message.body.size': expect.any(Number),
      'server.address': '127.0.0.1',
      'server.port': broker.port,
    });
    expect(answer.attributes).toMatchObject({
      'messaging.operation.name': 'answer',
      'messaging.operation.type': 'process',
    });
  });

  test('a message is handled in the trace of its sender, with a name for all parameters', async () => {
    const [client, mock] = await pair();
    const seen = new Collector<unknown>();
    await client.onRoomLamp({}, (_lamp, { headers }) => seen.add(headers));
    await mock.sendRoomLamp({ room_id: 'hall', kind: 'wall' }, lamp, { headers: { own: '1' } });
    expect(await seen.reach(1)).toEqual([{ own: '1' }]);
    const all = await spans(2);
    const template = `${prefix}/e2m/rooms/{room_id}/lamp-{kind}`;
    const publish = named(all, `publish ${template}`);
    const process = named(all, `process ${template}`);
    expect([publish.kind, process.kind]).toEqual([SpanKind.PRODUCER, SpanKind.CONSUMER]);
    expect(process.parentSpanContext?.spanId).toBe(publish.spanContext().spanId);
    expect(process.attributes).toMatchObject({
      'messaging.destination.name': `${prefix}/e2m/rooms/hall/lamp-wall`,
      'messaging.destination.template': template,
    });
  });

  test('what fails is marked, without payloads', async () => {
    const [client, mock] = await pair({
      onError: () => undefined,
      onInvalidMessage: () => undefined,
    });
    mock.handleSetLevel(() => {
      throw new RangeError('secret');
    });
    await client.onLamp(() => Promise.reject(new TypeError('secret')));
    await mock.sendLamp(lamp);
    const call = client.setLevel({ connector_id: 1, level: 2 }, { timeoutMs: 50 });
    await expect(call).rejects.toMatchObject({ code: 'TIMEOUT' });
    const all = await spans(4);
    const failed = all.filter(({ status }) => status.code === SpanStatusCode.ERROR);
    const types = failed.map(({ name, attributes }) => [
      name.split(' ')[0],
      attributes['error.type'],
    ]);
    expect(types.sort()).toEqual([
      ['answer', 'RangeError'],
      ['process', 'TypeError'],
      ['request', 'TIMEOUT'],
    ]);
    expect(failed.map(({ status }) => status.message).join()).not.toContain('secret');
  });

  test('several replies are one span, which the end of the window does not mark', async () => {
    const [client] = await pair();
    const replies: unknown[] = [];
    for await (const reply of client.setLevelReplies(
      { connector_id: 1, level: 2 },
      { windowMs: 50 },
    )) {
      replies.push(reply);
    }
    expect(replies).toEqual([true]);
    const all = await spans(2);
    const request = named(all, `request ${prefix}/m2e/set_level`);
    expect(request.status.code).toBe(SpanStatusCode.UNSET);
  });

  test('the user property is `traceparent`, and no span needs a context manager', async () => {
    context.disable();
    propagation.setGlobalPropagator(new W3CTraceContextPropagator());
    const [client] = await pair({ telemetry: { ...telemetry, propagator: propagation } });
    const raw = await connectAsync(broker.url, { protocolVersion: 5 });
    const sent = new Collector<unknown>();
    raw.on('message', (_topic, _body, packet) => sent.add(packet.properties?.userProperties));
    await raw.subscribeAsync(`${prefix}/m2e/+`);
    await client.sendLampStatus(lamp);
    await client.setLevel({ connector_id: 1, level: 2 });
    const all = await spans(4);
    const ids = all
      .filter(({ name }) => /^(publish|request) /.test(name))
      .map((span) => span.spanContext())
      .map(({ traceId, spanId }) => ({ traceparent: `00-${traceId}-${spanId}-01` }));
    expect(await sent.reach(2)).toEqual(ids);
    await raw.endAsync();
    context.setGlobalContextManager(new NodeContexts());
  });
});

describe('with MQTT 3.1.1', () => {
  const harness = useHarness();

  it('nothing is carried, and the spans are two traces', async () => {
    const mock = await harness.mock({ telemetry });
    const client = await harness.client({ telemetry });
    await client.setLevel({ connector_id: 1, level: 2 });
    const all = await spans(2);
    const topic = `${prefix}/m2e/set_level`;
    const request = named(all, `request ${topic}`);
    const answer = named(all, `answer ${topic}`);
    expect(answer.parentSpanContext).toBeUndefined();
    expect(answer.spanContext().traceId).not.toBe(request.spanContext().traceId);
    expect(mock.history).toHaveLength(2);
  });
});
