import { isRecord } from '../../system/record.js';
import {
  BindingError,
  TimeoutError,
  TopicError,
  ValidationError,
} from '../../../templates/runtime/index.js';
import type { EverestMock } from '../everest/everest-mock.js';
import { checkAction } from '../everest/scenario/check-action.js';
import type { FindIssues } from '../files/schema-issues.js';
import { MessageFault, sendMessage, type GivenMessage } from '../outgoing.js';
import { refuse, type Answer, type ControlFinding } from './answer.js';
import { isHealthy, type ControlledMock } from './state.js';

/** Does what a step of a scenario does: the body is what stands there at `do`. */
export function performAction(
  body: unknown,
  everest: Pick<EverestMock, 'faultOf' | 'perform'>,
  findIssues: FindIssues,
): Answer {
  const checked = checkAction(body, findIssues);
  if ('issues' in checked) {
    return refuse(400, ...checked.issues.map((issue) => ({ code: 'ACTION', ...issue }) as const));
  }
  const { action } = checked;
  const fault = everest.faultOf(action);
  if (fault !== undefined) {
    return refuse(400, { ...fault, code: 'ACTION', path: `/${action.name}${fault.path}` });
  }
  const reply = everest.perform(action.name, action.details);
  return { status: 200, body: { action: action.name, ...(reply !== undefined && { reply }) } };
}

/** Sends the message that a body describes. The broker and the client may take `timeoutMs`. */
export async function sendGiven(
  body: unknown,
  mock: ControlledMock,
  timeoutMs: number,
): Promise<Answer> {
  const given = readMessage(body);
  if ('finding' in given) return refuse(400, given.finding);
  if (!isHealthy(mock)) {
    return refuse(503, {
      code: 'BROKER',
      message: 'A mock server is not connected to the broker.',
      help: 'Check the broker; /state shows which mock server it is.',
    });
  }
  try {
    const sent = await sendMessage({ ...given.message, timeoutMs }, mock.apis);
    return { status: 200, body: sent };
  } catch (error) {
    return explain(error);
  }
}

function readMessage(
  body: unknown,
): { readonly message: GivenMessage } | { readonly finding: ControlFinding } {
  const { operation, payload, parameters, ...others } = isRecord(body) ? body : {};
  if (typeof operation !== 'string') {
    const help = 'Send {"operation": "receive_position", "payload": "open"}, for example.';
    return wrong('/operation', 'A message is an object with the string operation.', help);
  }
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    const message = `A message has no member ${JSON.stringify(unknown)}.`;
    return wrong('', message, 'It has operation, payload and parameters.');
  }
  const texts = textsOf(parameters ?? {});
  if (texts === undefined) {
    const message = 'The member parameters must be an object of strings.';
    return wrong('/parameters', message, 'Write {"lampId": "lamp_1"}, for example.');
  }
  return { message: { operation, parameters: texts, ...(payload !== undefined && { payload }) } };
}

function wrong(path: string, message: string, help: string): { readonly finding: ControlFinding } {
  return { finding: { code: 'MESSAGE', path, message, help } };
}

/** Returns the values of parameters, or `undefined` if one is no string. */
function textsOf(given: unknown): Readonly<Record<string, string>> | undefined {
  if (!isRecord(given)) return undefined;
  const texts = Object.entries(given).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return texts.length === Object.keys(given).length ? Object.fromEntries(texts) : undefined;
}

/** Explains why a message was not sent, or not answered. */
function explain(error: unknown): Answer {
  if (error instanceof ValidationError) {
    const findings = error.issues.map(({ path, message, expected }) => ({
      ...{ code: 'MESSAGE' as const, path: `/payload${path}` },
      ...{ message: `The payload is not valid: it ${message}.`, help: `Expected: ${expected}.` },
    }));
    return refuse(400, ...findings);
  }
  if (error instanceof TopicError) return wrongMessage('/parameters', error.message);
  if (error instanceof MessageFault) return wrongMessage('', error.message);
  if (error instanceof TimeoutError) {
    const help = 'Check that a client is connected and answers this request.';
    return refuse(504, { code: 'NO_REPLY', message: error.message, help });
  }
  if (!(error instanceof BindingError)) throw error;
  return refuse(503, { code: 'BROKER', message: error.message, help: 'Check the broker.' });
}

function wrongMessage(path: string, message: string): Answer {
  const help =
    'The member sends of /state lists the operations; docs/mock-server.md explains messages.';
  return refuse(400, { code: 'MESSAGE', path, message, help });
}
