import { parse, stringify } from 'yaml';
import type { Json } from '../../src/load/document.js';
import { isList, isObject, member } from '../../src/load/json-guards.js';
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
  const text = files.find((file) => file.name === name)?.bytes.toString() ?? '';
  const put = (next: string): Files =>
    files.map((file) => (file.name === name ? { name, bytes: Buffer.from(next) } : file));
  const data = parsed(text);
  if (data !== undefined && (await stillFails(put(written(data))))) {
    const reduced = await reduceData(data, (next) => stillFails(put(written(next))));
    return put(written(reduced));
  }
  const lines = await reduceList(text.split('\n'), (next) => stillFails(put(next.join('\n'))));
  return lines.length === text.split('\n').length ? files : put(lines.join('\n'));
}

function parsed(text: string): Json | undefined {
  try {
    const data: Json = parse(text, { logLevel: 'silent', maxAliasCount: -1 });
    return isObject(data) ? data : undefined;
  } catch {
    return undefined;
  }
}

function written(data: Json): string {
  return stringify(data, { aliasDuplicateObjects: false, version: '1.2', lineWidth: 0 });
}

/** Breadth first: what stands high up takes much with it. */
async function reduceData(data: Json, stillFails: (data: Json) => Promise<boolean>): Promise<Json> {
  let smallest = data;
  const queue: (readonly string[])[] = [[]];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const here = path.reduce<Json | undefined>(member, smallest);
    const keys = isObject(here) || isList(here) ? Object.keys(here) : [];
    // From the end, so that places in a list stay what they are.
    for (const key of keys.toReversed()) {
      const tried = removed(smallest, [...path, key]);
      if (await stillFails(tried)) smallest = tried;
    }
    const left = path.reduce<Json | undefined>(member, smallest);
    const kept = isObject(left) || isList(left) ? Object.keys(left) : [];
    queue.push(...kept.map((key) => [...path, key]));
  }
  return smallest;
}

function removed(value: Json, [key, ...rest]: readonly string[]): Json {
  if (isList(value)) {
    return value.flatMap((item, index) => {
      if (String(index) !== key) return [item];
      return rest.length === 0 ? [] : [removed(item, rest)];
    });
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, child]): (readonly [string, Json])[] => {
      if (name !== key) return [[name, child]];
      return rest.length === 0 ? [] : [[name, removed(child, rest)]];
    }),
  );
}

/** Takes out ever smaller stretches. */
async function reduceList(
  items: readonly string[],
  stillFails: (items: readonly string[]) => Promise<boolean>,
): Promise<readonly string[]> {
  let smallest = items;
  for (let size = Math.ceil(items.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < smallest.length;) {
      const tried = smallest.toSpliced(at, size);
      if (tried.length > 0 && (await stillFails(tried))) smallest = tried;
      else at += size;
    }
  }
  return smallest;
}
