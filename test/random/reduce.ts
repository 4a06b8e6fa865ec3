import { parse, stringify } from 'yaml';
import { isArray, isObject, type Json } from '../../src/json/json.js';
import { keysOf, replaceAt, valueAtPath, type Path } from '../support/json-paths.js';
import type { RandomDocument } from './document.arbitrary.js';

type Files = RandomDocument['files'];
type StillFails = (files: Files) => Promise<boolean>;

/**
 * A smaller document that fails in the same way: parts are taken out, large ones first, for as long
 * as there is time. Text that is no YAML loses lines instead.
 */
export async function reduce(
  files: Files,
  stillFails: StillFails,
  milliseconds: number,
): Promise<Files> {
  const end = performance.now() + milliseconds;
  const isInTime = (): boolean => performance.now() < end;
  let smallest = files;
  for (let before: Files = []; before !== smallest && isInTime();) {
    before = smallest;
    for (const { name } of smallest) {
      smallest = await reduceFile(smallest, name, async (tried) => {
        return isInTime() && (await stillFails(tried));
      });
    }
  }
  return smallest;
}

async function reduceFile(files: Files, name: string, stillFails: StillFails): Promise<Files> {
  const without = files.filter((file, index) => index === 0 || file.name !== name);
  if (without.length < files.length && (await stillFails(without))) return without;
  const bytes = files.find((file) => file.name === name)?.bytes ?? Buffer.from('');
  const put = (next: Buffer): Files =>
    files.map((file) => (file.name === name ? { name, bytes: next } : file));
  const data = parsed(bytes.toString());
  if (data !== undefined && (await stillFails(put(written(data))))) {
    const reduced = await reduceData(data, (next) => stillFails(put(written(next))));
    return put(written(reduced));
  }
  const lines = bytes.toString(byteForByte).split('\n');
  const joined = (some: readonly string[]): Files => put(Buffer.from(some.join('\n'), byteForByte));
  const fewer = await reduceList(lines, async (next) => {
    return next.length > 0 && (await stillFails(joined(next)));
  });
  return fewer.length === lines.length ? files : joined(fewer);
}

/** Keeps what is not UTF-8. */
const byteForByte = 'latin1';

function parsed(text: string): Json | undefined {
  try {
    const data: Json = parse(text, { logLevel: 'silent', maxAliasCount: -1 });
    return isObject(data) ? data : undefined;
  } catch {
    return undefined;
  }
}

function written(data: Json): Buffer {
  const options = { aliasDuplicateObjects: false, version: '1.2', lineWidth: 0 } as const;
  return Buffer.from(stringify(data, options));
}

/** Breadth first: what stands high up takes much with it; of many parts, several at once. */
async function reduceData(data: Json, stillFails: (data: Json) => Promise<boolean>): Promise<Json> {
  let smallest = data;
  const queue: Path[] = [[]];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const whole = smallest;
    const only = (keys: readonly Key[]): Json =>
      replaceAt(whole, path, (value) => keepKeys(value, keys)) ?? null;
    const keys = keysOf(valueAtPath(whole, path));
    const kept = await reduceList(keys, (some) => stillFails(only(some)));
    if (kept.length < keys.length) smallest = only(kept);
    queue.push(...keysOf(valueAtPath(smallest, path)).map((key) => [...path, key]));
  }
  return smallest;
}

type Key = Path[number];

function keepKeys(value: Json, keys: readonly Key[]): Json {
  if (isArray(value)) return value.filter((_, index) => keys.includes(index));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => keys.includes(name)));
}

/** Takes out ever smaller stretches. */
async function reduceList<T>(
  items: readonly T[],
  stillFails: (items: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let smallest = items;
  for (let size = Math.ceil(items.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < smallest.length;) {
      const tried = smallest.toSpliced(at, size);
      if (await stillFails(tried)) smallest = tried;
      else at += size;
    }
  }
  return smallest;
}
