import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { didYouMean } from '../../diagnostics/did-you-mean.js';
import { packageFolder } from '../../system/package-folder.js';
import type { EverestMock } from '../everest/everest-mock.js';
import { SCHEMA_FILE, scenarioValidator } from '../everest/scenario/scenario-schema.js';
import { SCENARIO_FOLDER } from '../everest/scenario/shipped.js';
import { refuse, type Answer } from './answer.js';
import { performAction, sendGiven } from './commands.js';
import type { LogStreams } from './log-streams.js';
import { readBody } from './read-body.js';
import { isHealthy, stateOf, type ControlledMock } from './state.js';

/** What the routes work with. */
export interface RouteParts {
  readonly mock: ControlledMock;
  /** Absent without `--everest`. */
  readonly everest?: Pick<EverestMock, 'faultOf' | 'perform' | 'state'> | undefined;
  readonly streams: LogStreams;
  /** How long the broker and a client may take for a message; 5 seconds by default. */
  readonly timeoutMs?: number;
}

/** A request, and the response if the answer is not written at once. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What a path answers; nothing if it has turned the response into a stream. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly needsToken: boolean;
  readonly answer: (exchange: Exchange) => Answer | undefined | Promise<Answer | undefined>;
}

const DESCRIPTION = new URL('templates/control/openapi.yaml', packageFolder());

/** Returns the paths of the control API; `templates/control/openapi.yaml` describes them. */
export function routesOf(parts: RouteParts): ReadonlyMap<string, Route> {
  const { mock, everest, streams } = parts;
  const open = { method: 'GET', needsToken: false } as const;
  const read = { method: 'GET', needsToken: true } as const;
  const command = { method: 'POST', needsToken: true } as const;
  const schema = `/scenarios/${SCHEMA_FILE}`;
  return new Map<string, Route>([
    ['/health', { ...open, answer: () => health(mock) }],
    ['/openapi.yaml', { ...open, answer: () => file(DESCRIPTION, 'application/yaml') }],
    [schema, { ...open, answer: () => file(new URL(SCHEMA_FILE, SCENARIO_FOLDER), SCHEMA_TYPE) }],
    ['/state', { ...read, answer: () => ({ status: 200, body: stateOf(mock, everest?.state) }) }],
    ['/log', { ...read, answer: ({ response }) => streams.open(response) }],
    ['/actions', { ...command, answer: actionsOf(everest) }],
    ['/messages', { ...command, answer: ({ request }) => messages(request, parts) }],
  ]);
}

const TIMEOUT_MS = 5_000;
const SCHEMA_TYPE = 'application/schema+json';

/** Refuses a path that does not exist. */
export function refusePath(path: string, known: readonly string[]): Answer {
  const similar = didYouMean(path, known);
  const help =
    similar === undefined ? `There are ${known.join(', ')}.` : `Did you mean ${similar}?`;
  return refuse(404, { code: 'NOT_FOUND', message: 'There is nothing at this path.', help });
}

function health(mock: ControlledMock): Answer {
  const isOk = isHealthy(mock);
  return { status: isOk ? 200 : 503, body: { status: isOk ? 'ok' : 'not connected' } };
}

async function file(url: URL, type: string): Promise<Answer> {
  return { status: 200, body: await readFile(url, 'utf8'), headers: { 'Content-Type': type } };
}

async function messages(
  request: IncomingMessage,
  { mock, timeoutMs = TIMEOUT_MS }: RouteParts,
): Promise<Answer> {
  const body = await readBody(request);
  return 'refusal' in body ? body.refusal : sendGiven(body.value, mock, timeoutMs);
}

function actionsOf(everest: RouteParts['everest']): Route['answer'] {
  const reading = everest && scenarioValidator();
  return async ({ request }) => {
    if (everest === undefined || reading === undefined) {
      return refuse(404, {
        code: 'NOT_FOUND',
        message: 'There is no station.',
        help: 'Start the mock server with --everest, or send messages with /messages.',
      });
    }
    const body = await readBody(request);
    return 'refusal' in body ? body.refusal : performAction(body.value, everest, await reading);
  };
}
