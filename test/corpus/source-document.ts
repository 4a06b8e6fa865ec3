import { readFileSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';

/**
 * Documents read once more, by nothing of ours but this: what is generated is counted against what
 * these few lines see, not against our own model.
 */
export interface Place {
  readonly file: string;
  readonly pointer: string;
  readonly value: unknown;
}

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** The whole of a file, under the name that it has when symbolic links are resolved. */
export function openDocument(file: string, read: Read): Place {
  const real = realpathSync(file);
  return { file: real, pointer: '', value: read(real) };
}

export type Read = (file: string) => unknown;

/** Reads each file once. */
export function createReader(): Read {
  const known = new Map<string, unknown>();
  return (file) => {
    if (!known.has(file)) known.set(file, parse(readFileSync(file, 'utf8'), { merge: true }));
    return known.get(file);
  };
}

const encoded = (key: string | number): string =>
  String(key).replaceAll('~', '~0').replaceAll('/', '~1');

/** The value below a place, which need not be there. */
export function below(place: Place, ...keys: readonly (string | number)[]): Place {
  return keys.reduce<Place>(
    ({ file, pointer, value }, key) => ({
      file,
      pointer: `${pointer}/${encoded(key)}`,
      value: ownValue(value, key),
    }),
    place,
  );
}

function ownValue(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) {
    const item: unknown = value[Number(key)];
    return item;
  }
  return isFields(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The places of the entries of a mapping or a list. */
export function entries(place: Place): readonly Place[] {
  const { value } = place;
  if (Array.isArray(value)) return value.map((_, index) => below(place, index));
  return Object.keys(fieldsOf(value)).map((key) => below(place, key));
}

/** Where a place leads when all references are followed, those on the way as well. */
export function follow(start: Place, read: Read): Place {
  let place = start;
  for (let hop = 0; hop < 50; hop += 1) {
    const reference = fieldsOf(place.value)['$ref'];
    if (typeof reference !== 'string') return place;
    const [path = '', fragment = ''] = reference.split('#');
    const file =
      path === ''
        ? place.file
        : realpathSync(resolve(dirname(place.file), decodeURIComponent(path)));
    place = decodeURIComponent(fragment)
      .split('/')
      .slice(1)
      .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce((above, token) => below(follow(above, read), token), {
        file,
        pointer: '',
        value: read(file),
      });
  }
  return place;
}
