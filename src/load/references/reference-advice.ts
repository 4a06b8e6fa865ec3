import { didYouMean } from '../../diagnostics/did-you-mean.js';
import { isObject, type Json, referenceOf } from '../../json/json.js';
import type { RemedyEntry } from '../../diagnostics/remedy-entry.js';
import { childPointer, pointerOf, segmentsOf, valueAt } from '../../json/pointer.js';
import { isElsewhere } from './reference.js';
import type { Target } from './target.js';

/** A reference whose target does not exist. */
export interface Unresolved {
  /** Where the reference stands. */
  readonly at: Target;
  /** Where it leads. */
  readonly target: Target;
  /** The last value on the pointer that exists. */
  readonly found: Target;
}

const none = 'Correct the reference, or add its target.';

/** Returns how to fix a reference: the pointer that it most probably means, if there is one. */
export function adviceFor(unresolved: Unresolved): string {
  const { target } = unresolved;
  const file = fileOf(unresolved);
  const escaped = withEscapedSlash(unresolved);
  if (escaped !== undefined) return `Write "/" in a key as "~1": "${file}#${escaped}".`;
  const elsewhere = inOtherSection(target) ?? withinOwnSchema(unresolved);
  if (elsewhere !== undefined) {
    return `A pointer starts at the root of the file. Did you mean "${file}#${elsewhere}"?`;
  }
  const similar = withSimilarKey(unresolved);
  if (similar === undefined) return none;
  return `Did you mean "${similar.startsWith('#/') ? file : ''}${similar}"?`;
}

/** The file in a reference as it is written. A URL, which may have credentials, is left out. */
function fileOf({ at }: Unresolved): string {
  const text = referenceOf(valueAt(at.file.data, at.pointer)) ?? '';
  const [file = ''] = text.split('#', 1);
  return isElsewhere(text) ? '' : file;
}

/** Keys with more slashes are not looked for, so that long pointers take little time. */
const maxSegments = 32;

/** The pointer with several segments as one key that contains slashes. */
function withEscapedSlash({ target, found }: Unresolved): string | undefined {
  const value = valueAt(found.file.data, found.pointer);
  const rest = segmentsOf(target.pointer.slice(found.pointer.length));
  return Array.from({ length: Math.min(rest.length, maxSegments) }, (_, index) => index + 1)
    .filter((count) => count > 1)
    .map((count) => [rest.slice(0, count).join('/'), count] as const)
    .filter(([key]) => isObject(value) && Object.hasOwn(value, key))
    .map(([key, count]) => childPointer(found.pointer, key) + pointerOf(rest.slice(count)))
    .find((pointer) => exists(found.file.data, pointer));
}

/** The same pointer with or without "/components". */
function inOtherSection({ file, pointer }: Target): string | undefined {
  const components = '/components';
  const other = pointer.startsWith(`${components}/`)
    ? pointer.slice(components.length)
    : components + pointer;
  return exists(file.data, other) ? other : undefined;
}

/** The same pointer from the nearest schema around the reference, as for "#/definitions/X". */
function withinOwnSchema({ at, target }: Unresolved): string | undefined {
  if (at.file !== target.file || target.pointer === '') return undefined;
  const segments = segmentsOf(at.pointer);
  return segments
    .map((_, index) => pointerOf(segments.slice(0, segments.length - index)) + target.pointer)
    .find((pointer) => exists(at.file.data, pointer));
}

/** The whole pointer with a similar key that exists; only the key, if that pointer leads nowhere. */
function withSimilarKey({ target, found }: Unresolved): string | undefined {
  const value = valueAt(found.file.data, found.pointer);
  const [segment, ...rest] = segmentsOf(target.pointer.slice(found.pointer.length));
  if (!isObject(value) || segment === undefined) return undefined;
  const key = didYouMean(segment, Object.keys(value));
  if (key === undefined) return undefined;
  const pointer = childPointer(found.pointer, key) + pointerOf(rest);
  return exists(found.file.data, pointer) ? `#${pointer}` : key;
}

function exists(data: Json, pointer: string): boolean {
  return valueAt(data, pointer) !== undefined;
}

const anywhere = 'any $ref';

/** The remedies for references without a target, for the documentation. */
export const referenceRemedies: readonly RemedyEntry[] = [
  {
    where: anywhere,
    mistake: 'a "/" in a key that is not escaped',
    remedy: 'Write "/" in a key as "~1": "#/components/messages/pkg~1v1.Ping".',
  },
  {
    where: anywhere,
    mistake: '"/components" that is missing or needless',
    remedy: 'A pointer starts at the root of the file. Did you mean "#/channels/lamp"?',
  },
  {
    where: anywhere,
    mistake: 'a pointer that starts at the schema around it, as "#/definitions/Point"',
    remedy:
      'A pointer starts at the root of the file. Did you mean "#/components/schemas/Area/definitions/Point"?',
  },
  {
    where: anywhere,
    mistake: 'a misspelt key',
    remedy: 'Did you mean "#/components/schemas/Lamp"?',
  },
  { where: anywhere, mistake: 'another target that does not exist', remedy: none },
];
