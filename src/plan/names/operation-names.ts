import { byCodePoint } from '../../system/code-point-order.js';
import type { Operation } from '../../model/api.js';
import { camelCase, pascalCase, wordsOf } from './case.js';

/** The names of an operation: its subject, and its methods in client and mock server. */
export interface OperationNames {
  readonly operation: Operation;
  /** The subject in camelCase, which is also the key of the operation's descriptor. */
  readonly subject: string;
  readonly client: string;
  readonly mock: string;
  /** The method that returns an async iterable, if the client subscribes or sends requests. */
  readonly stream?: string;
}

/** An operation whose subject clashes, and the name that replaces it. */
export interface SubjectClash {
  readonly operation: Operation;
  readonly wanted: string;
  readonly given: string;
}

const roleWords = new Set(['send', 'publish', 'receive', 'subscribe', 'on', 'handle']);
const replyWords = new Set(['request', 'reply']);

/**
 * Returns the subject of an operation id, without the words of its role: `send_request_get_evse`
 * gives `getEvse`.
 */
export function subjectOf(id: string): string {
  const words = wordsOf(id);
  const role = roleWords.has(words[0]?.toLowerCase() ?? '') ? 1 : 0;
  const kind = role === 1 && replyWords.has(words[1]?.toLowerCase() ?? '') ? 1 : 0;
  const rest = words.slice(role + kind);
  return nameOf(rest.length === 0 ? words : rest);
}

/** Returns the words in camelCase, or `operation` for an id without letters and digits. */
function nameOf(words: readonly string[]): string {
  return camelCase(words) || 'operation';
}

/**
 * Names the methods of all operations. The full operation id replaces a subject whose methods are
 * members of the base classes, or methods of another operation as well.
 */
export function nameOperations(
  operations: readonly Operation[],
  reserved: ReadonlySet<string>,
): { readonly names: readonly OperationNames[]; readonly clashes: readonly SubjectClash[] } {
  const wanted = operations.map((operation) => methodsOf(operation, subjectOf(operation.id)));
  const settled = settleMethods(wanted, reserved);
  return {
    names: settleSubjects(settled),
    clashes: settled.flatMap(({ operation, subject }, index) => {
      const before = wanted[index]?.subject ?? '';
      return before === subject ? [] : [{ operation, wanted: before, given: subject }];
    }),
  };
}

/** Replaces methods that a class would have twice or that its base class has. */
function settleMethods(
  wanted: readonly OperationNames[],
  reserved: ReadonlySet<string>,
): readonly OperationNames[] {
  const uses = countUses(wanted.flatMap(methodNames));
  const isAllowed = ({ client, mock, stream = '' }: OperationNames): boolean =>
    ![client, mock, stream].some((name) => reserved.has(name));
  const isFree = (own: OperationNames): boolean =>
    isAllowed(own) && methodNames(own).every((method) => uses.get(method) === 1);
  const used = new Set(wanted.filter(isFree).flatMap(methodNames));
  const isUnused = (own: OperationNames): boolean =>
    isAllowed(own) && methodNames(own).every((method) => !used.has(method));
  return settle(wanted, isFree, (own) => {
    const subject = firstOf(fullNames(own, reserved), (name) =>
      isUnused(methodsOf(own.operation, name)),
    );
    const settled = methodsOf(own.operation, subject);
    for (const method of methodNames(settled)) used.add(method);
    return settled;
  });
}

/**
 * Replaces subjects that the descriptor would have twice. Methods of client and mock server may
 * share one.
 */
function settleSubjects(names: readonly OperationNames[]): readonly OperationNames[] {
  const uses = countUses(names.map(({ subject }) => subject));
  const isFree = ({ subject }: OperationNames): boolean => uses.get(subject) === 1;
  const used = new Set(uses.keys());
  return settle(names, isFree, (own) => {
    const subject = firstOf(fullNames(own), (name) => !used.has(name));
    used.add(subject);
    return { ...own, subject };
  });
}

/**
 * Replaces names that are not free, in the order of the ids, so that the order of the document has
 * no effect.
 */
function settle(
  names: readonly OperationNames[],
  isFree: (own: OperationNames) => boolean,
  replace: (own: OperationNames) => OperationNames,
): readonly OperationNames[] {
  const stuck = names
    .filter((own) => !isFree(own))
    .toSorted((a, b) => byCodePoint(a.operation.id, b.operation.id));
  const replaced = new Map(stuck.map((own) => [own.operation, replace(own)]));
  return names.map((own) => replaced.get(own.operation) ?? own);
}

/** Yields the full id in camelCase, with a prefix if it is reserved, and then numbered. */
function* fullNames(
  { operation }: OperationNames,
  reserved: ReadonlySet<string> = new Set(),
): Generator<string> {
  const id = nameOf(wordsOf(operation.id));
  const full = reserved.has(id) ? `${id}Operation` : id;
  yield full;
  for (let number = 2; ; number += 1) yield `${full}${number}`;
}

function firstOf(names: Generator<string>, isWanted: (name: string) => boolean): string {
  for (const name of names) if (isWanted(name)) return name;
  throw new Error('There is no free name: the numbers are exhausted.');
}

function methodsOf(operation: Operation, subject: string): OperationNames {
  const title = pascalCase(subject);
  switch (operation.kind) {
    case 'request':
      return {
        operation,
        subject,
        client: subject,
        mock: `handle${title}`,
        stream: `${subject}Replies`,
      };
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

/** Returns the methods with a mark of their class, since names clash only within one class. */
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
