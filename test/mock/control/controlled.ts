/** A mock EVerest with its control API, in the process of the test; the station has a clock that stands still. */
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { planAll } from '../../../src/generate.js';
import { startBroker, type Broker } from '../../../src/mock/broker.js';
import { FakeClock } from '../../../src/mock/clock/fake-clock.js';
import { LogStreams, startControl, type Control } from '../../../src/mock/control/control.js';
import { EverestMock } from '../../../src/mock/everest/everest-mock.js';
import { Quirks } from '../../../src/mock/everest/quirks.js';
import { startMock, type RunningMock } from '../../../src/mock/mock.js';
import type { MockEvent } from '../../../src/mock/mock-event.js';
import type { ApiPlan } from '../../../src/plan/plan.js';
import { loader } from '../../support/loader.js';
import { root } from '../../support/project.js';
import type { Description } from './description.js';

export const TOKEN = 'token-of-the-test';

const SPECS = [
  'specs/everest/evse_manager_consumer_API.yaml',
  'specs/everest/auth_token_validator_API.yaml',
  'test/mock/control/lamps.yaml',
];

/** Reads the documents that the tests control. */
export async function readPlans(): Promise<readonly ApiPlan[]> {
  const specs = SPECS.map((spec) => join(root, spec));
  const { planned } = await planAll(specs, { loader });
  return planned.map(({ plan }) => plan);
}

/** What runs, and how to end it. */
export interface Controlled {
  readonly broker: Broker;
  readonly control: Control;
  readonly mock: RunningMock;
  readonly clock: FakeClock;
  readonly errors: readonly unknown[];
  readonly close: () => Promise<void>;
}

export interface Settings {
  readonly hasStation?: boolean;
  readonly requestMs?: number;
}

export async function startControlled(
  plans: readonly ApiPlan[],
  { hasStation = true, requestMs = 10_000 }: Settings = {},
): Promise<Controlled> {
  const errors: unknown[] = [];
  const broker = await startBroker(0, (error) => errors.push(error));
  const clock = new FakeClock(Date.parse('2026-01-01T08:00:00Z'));
  const streams = new LogStreams();
  const log = (event: MockEvent): void => streams.add(event);
  const everest = new EverestMock({
    ...{ clock, liveClock: new FakeClock(), seed: 1, profile: 'main', report: () => undefined },
    quirks: new Quirks('main'),
    note: (text) => log({ event: 'note', time: new Date(), text, isProblem: false }),
  });
  const mock = await startMock(plans, {
    ...{ broker: broker.url, port: 0, variables: {}, topicPrefix: '', log },
    adapt: (api, values) => everest.adapt(api, values),
  });
  const control = await startControl({
    ...{ port: 0, token: TOKEN, mock, streams, timeoutMs: 200, requestMs },
    everest: hasStation ? everest : undefined,
    onError: (error) => errors.push(error),
  });
  everest.start();
  const close = async (): Promise<void> => {
    everest.stop();
    await control.close();
    await mock.close();
    await broker.close();
  };
  return { broker, control, mock, clock, errors, close };
}

/** A request; by default with the token, and a body as JSON. */
export interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** A body as it is. */
  readonly text?: string;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: IncomingMessage['headers'];
}

/** Returns a function that sends requests, and checks them and the answers by the document. */
export function caller(
  { url }: Control,
  description: Description,
): (path: string, call?: Call) => Promise<Reply> {
  return async (path, call = {}) => {
    const { body } = call;
    const { method = body === undefined && call.text === undefined ? 'GET' : 'POST' } = call;
    const response = await open(`${url}${path}`, { ...call, method });
    let text = '';
    for await (const piece of response) text += String(piece);
    const { statusCode: status = 0, headers } = response;
    const known = path.replace(/\?.*$/, '');
    description.check({ method, path: known, sent: body, status, headers, text });
    const isJson = headers['content-type'] === 'application/json';
    return { status, headers, body: isJson ? JSON.parse(text) : text };
  };
}

/** Sends a request, and returns the response before its body. */
export async function open(url: string, call: Call): Promise<IncomingMessage> {
  const { method = 'GET', headers = {}, body, text = JSON.stringify(body) } = call;
  const type = text === undefined ? {} : { 'Content-Type': 'application/json' };
  const sending = request(url, {
    method,
    headers: { Authorization: `Bearer ${TOKEN}`, ...type, ...headers },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sending.on('response', resolve).on('error', reject);
  });
  sending.end(text);
  return answered;
}
