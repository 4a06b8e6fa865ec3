import { byCodePoint } from '../../system/code-point-order.js';
import type { Operation } from '../../model/api.js';
import { camelCase, pascalCase, wordsOf } from './case.js';

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
  return nameOf(rest.length === 0 ? words : rest);
}

/** An id without a single letter or digit names nothing. */
function nameOf(words: readonly string[]): string {
  return camelCase(words) || 'operation';
}

/**
 * Names the methods of all operations. Where a method is a member of the base classes, or another
 * operation wants it as well, the subject is the full operation id.
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

/** No method twice in a class, and none that the base classes have. */
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

/** No key twice in the descriptor, though the two sides may have methods about one subject. */
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

/** Replaces what is not free, by code point of the ids, so that no order of the document matters. */
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

/** The full id, as an operation where it is reserved itself, then numbered. */
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
  throw new Error('Ran out of numbers');
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
