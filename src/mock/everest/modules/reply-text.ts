import type {
  ApiDescriptor,
  Assert,
  Messages,
  MockOptions,
} from '../../../../templates/runtime/index.js';
import { ValidationError } from '../../../../templates/runtime/validation/validation-error.js';
import type { Quirks } from '../quirks.js';
import { printJson } from './print-json.js';

/**
 * Returns how EVerest writes the JSON of replies; `undefined` if it has no layout of its own. `api` is the API as its
 * document says it.
 */
export function formatReplies(api: ApiDescriptor, quirks: Quirks): MockOptions['formatReply'] {
  const isLaidOut = quirks.has('reply-layout');
  const isNoisy = quirks.has('float-noise');
  if (!isLaidOut && !isNoisy) return undefined;
  return (text, name) => {
    const operation = api.operations[name];
    if (operation?.kind !== 'request' || !isJson(text)) return text;
    const printNumber = isNoisy ? numberPrinter(text, operation.replies) : String;
    return printJson(JSON.parse(text), { isLaidOut, printNumber });
  };
}

/** The path of `raw-verify-location` is no JSON. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Prints integers as they are, and other numbers as EVerest prints a `float` of C++. */
function numberPrinter(text: string, replies: Messages): (value: number, path: string) => string {
  const isInteger = findIntegers(text, replies);
  return (value, path) => (isInteger(path) ? String(value) : printFloat(value));
}

function printFloat(value: number): string {
  const rounded = Math.fround(value);
  const text = String(Number.isFinite(rounded) ? rounded : value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** Finds out where a schema wants integers: there, it refuses a fraction for its type. */
function findIntegers(text: string, replies: Messages): (path: string) => boolean {
  const fractions: unknown = JSON.parse(text, (_key, value: unknown) =>
    typeof value === 'number' ? 0.5 : value,
  );
  const errors = Object.values(replies).flatMap(({ payload }) =>
    payload === undefined ? [] : errorsOf(payload, fractions),
  );
  const ofTypes = errors
    .flatMap(({ issues }) => issues)
    .filter(({ keyword }) => keyword === 'type');
  const paths = new Set(ofTypes.map(({ path }) => path));
  // If an error does not list all its issues, any number may be an integer.
  const isKnown = errors.every(({ isComplete }) => isComplete);
  return (path) => !isKnown || paths.has(path);
}

function errorsOf(assertion: Assert<unknown>, value: unknown): readonly ValidationError[] {
  try {
    assertion(value);
    return [];
  } catch (error) {
    return error instanceof ValidationError ? [error] : [];
  }
}
