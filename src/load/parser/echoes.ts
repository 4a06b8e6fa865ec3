import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Closure } from '../closure.js';
import { isObject } from '../json-guards.js';
import { childPointer, pointerOf, segmentsOf, valueAt } from '../pointer.js';

interface Context {
  readonly closure: Closure;
  readonly version: string;
}

/**
 * The findings of the structure check without those that only come from another one: where one of
 * several alternatives has to hold, the check complains of them all, at the value around it or at
 * each of its fields. If nothing else is left, they stay. Takes time in proportion to the findings.
 */
export function withoutEchoes(all: readonly Diagnostic[], context: Context): readonly Diagnostic[] {
  const plain = new Set(all.filter((each) => !isVague(each)).map(placeKey));
  const outer = ancestorsOf(all);
  const specific = all.filter((each) => {
    const isOuter = outer.has(placeKey(each)) && generic.test(each.message);
    const isBeside = plain.has(placeKey(each)) && isVague(each);
    return !isStructural(each) || !(isOuter || isBeside);
  });
  const isRight = messageFieldCheck(specific, context);
  const own = specific.filter((each) => !isRight(each));
  return own.some(isStructural) || !specific.some(isStructural) ? own : specific;
}

const isVague = ({ message }: Diagnostic): boolean => message.startsWith('must ');
const generic = /is not one of those that|"oneOf", which|^must match|of type/;

function isStructural({ code }: Diagnostic): boolean {
  return code === 'ASYNCAPI_STRUCTURE';
}

function placeKey({ place }: Diagnostic): string {
  return `${place?.file ?? ''}#${place?.pointer ?? ''}`;
}

/** The places around findings, those of the findings themselves left out. */
function ancestorsOf(all: readonly Diagnostic[]): ReadonlySet<string> {
  const ancestors = new Set<string>();
  for (const { place } of all) {
    const pointer = place?.pointer ?? '';
    for (let end = pointer.lastIndexOf('/'); end >= 0; end = pointer.lastIndexOf('/', end - 1)) {
      ancestors.add(`${place?.file ?? ''}#${pointer.slice(0, end)}`);
      if (end === 0) break;
    }
  }
  return ancestors;
}

/** Of an AsyncAPI 2 message (2.6.0, Message Object); `messageId` came with 2.4. */
const messageFields = new Set([
  ...['schemaFormat', 'contentType', 'headers', 'payload', 'correlationId', 'tags', 'summary'],
  ...[
    'name',
    'title',
    'description',
    'externalDocs',
    'deprecated',
    'examples',
    'bindings',
    'traits',
  ],
]);

/**
 * In AsyncAPI 2 a message may as well be nothing but `oneOf`: what is wrong within a message makes
 * the check complain of all its other fields, as strangers beside `oneOf`.
 */
function messageFieldCheck(
  all: readonly Diagnostic[],
  { closure, version }: Context,
): (each: Diagnostic) => boolean {
  const complaints = new Set([...all.map(placeKey), ...ancestorsOf(all)]);
  const owners = new Map<string, boolean>();
  const isStrangeAsAWhole = (file: string, owner: string): boolean => {
    const data = closure.files.get(file)?.data;
    const value = data === undefined ? undefined : valueAt(data, owner);
    const isComplainedOf = (key: string): boolean =>
      complaints.has(`${file}#${childPointer(owner, key)}`);
    return isObject(value) && Object.keys(value).every(isComplainedOf);
  };
  return (each) => {
    const field = fieldOf(each);
    if (field === undefined || !isMessageField(field, version)) return false;
    const { file = '', pointer = '' } = each.place ?? {};
    const owner = pointerOf(segmentsOf(pointer).slice(0, -1));
    const key = `${file}#${owner}`;
    const isEcho = owners.get(key) ?? isStrangeAsAWhole(file, owner);
    owners.set(key, isEcho);
    return isEcho;
  };
}

/** The name of a field that is not expected where it stands. */
function fieldOf(each: Diagnostic): string | undefined {
  const match = /^The field "([^]*)" is not one of those that/.exec(each.message);
  return isStructural(each) ? match?.[1] : undefined;
}

function isMessageField(field: string, version: string): boolean {
  if (!version.startsWith('2.')) return false;
  const hasId = !/^2\.[0-3]\./.test(version);
  return messageFields.has(field) || field.startsWith('x-') || (hasId && field === 'messageId');
}
