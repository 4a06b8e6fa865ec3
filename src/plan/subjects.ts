import type { Operation } from '../model/api.js';
import { camelCase, pascalCase, wordsOf } from './words.js';

/** What an operation is about, and what its methods are called on either side. */
export interface OperationNames {
  readonly operation: Operation;
  /** Key of the operation's descriptor, in camelCase. */
  readonly subject: string;
  readonly client: string;
  readonly mock: string;
  /** The async iterator of a subscription. */
  readonly stream?: string;
}

/** An operation that could not have the name it wanted. */
export interface SubjectClash {
  readonly operation: Operation;
  readonly wanted: string;
  readonly given: string;
}

const roleWords = new Set(['send', 'publish', 'receive', 'subscribe', 'on', 'handle']);
const replyWords = new Set(['request', 'reply']);

/** `send_request_get_evse` is about `getEvse`: the words left without a leading role and its kind. */
export function subjectOf(id: string): string {
  const words = wordsOf(id);
  const role = roleWords.has(words[0]?.toLowerCase() ?? '') ? 1 : 0;
  const kind = role === 1 && replyWords.has(words[1]?.toLowerCase() ?? '') ? 1 : 0;
  const rest = words.slice(role + kind);
  return camelCase(rest.length === 0 ? words : rest);
}

/**
 * Names the methods of all operations. A subject that is a member of the base classes, or whose
 * methods another operation has as well, falls back to the full operation id.
 */
export function nameOperations(
  operations: readonly Operation[],
  reserved: ReadonlySet<string>,
): { readonly names: readonly OperationNames[]; readonly clashes: readonly SubjectClash[] } {
  const wanted = operations.map((operation) => methodsOf(operation, subjectOf(operation.id)));
  const uses = countUses(wanted.flatMap(methodNames));
  const isFree = (names: OperationNames): boolean =>
    ![names.subject, names.client, names.mock].some((name) => reserved.has(name)) &&
    methodNames(names).every((method) => uses.get(method) === 1);
  const settled = numbered(
    wanted.map((own) => (isFree(own) ? own : methodsOf(own.operation, fullName(own)))),
  );
  const subjects = countUses(settled.map(({ subject }) => subject));
  return {
    names: settled.map((own) =>
      subjects.get(own.subject) === 1 ? own : { ...own, subject: fullName(own) },
    ),
    clashes: settled.flatMap((own, index) => {
      const before = wanted[index]?.subject ?? '';
      return before === own.subject
        ? []
        : [{ operation: own.operation, wanted: before, given: own.subject }];
    }),
  };
}

function fullName({ operation }: OperationNames): string {
  return camelCase(wordsOf(operation.id));
}

/** Ids that differ in case or punctuation only give one name: those are numbered in document order. */
function numbered(names: readonly OperationNames[]): readonly OperationNames[] {
  const seen = new Map<string, number>();
  return names.map((own) => {
    const method = `${own.client}/${own.mock}`;
    const count = (seen.get(method) ?? 0) + 1;
    seen.set(method, count);
    return count === 1 ? own : methodsOf(own.operation, `${own.subject}${count}`);
  });
}

function methodsOf(operation: Operation, subject: string): OperationNames {
  const title = pascalCase(subject);
  switch (operation.kind) {
    case 'request':
      return { operation, subject, client: subject, mock: `handle${title}` };
    case 'respond':
      return { operation, subject, client: `handle${title}`, mock: subject };
    case 'publish':
      return { operation, subject, client: `send${title}`, mock: `on${title}` };
    case 'subscribe':
      return {
        operation,
        subject,
        client: `on${title}`,
        mock: `send${title}`,
        stream: `${subject}Stream`,
      };
  }
}

/** The methods of both sides, told apart, since a name clashes within one class only. */
function methodNames({ client, mock, stream }: OperationNames): readonly string[] {
  return [
    `client.${client}`,
    `mock.${mock}`,
    ...(stream === undefined ? [] : [`client.${stream}`]),
  ];
}

function countUses(names: readonly string[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const name of names) uses.set(name, (uses.get(name) ?? 0) + 1);
  return uses;
}
