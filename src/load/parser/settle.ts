import type { Closure } from '../closure.js';
import type { Target } from '../target.js';
import { isObject, member } from '../json-guards.js';
import { limits } from '../limits.js';
import { childPointer, pointerOf, segmentsOf } from '../pointer.js';

/** Where a pointer into resolved data stands in the files: references on its way are followed. */
export function settle(target: Target, { links }: Closure): Target {
  let here = target;
  for (let hop = 0; hop < limits.hops; hop += 1) {
    const next = followFirst(here, links);
    if (next === undefined) return here;
    here = next;
  }
  return here;
}

function followFirst({ file, pointer }: Target, links: Closure['links']): Target | undefined {
  const segments = segmentsOf(pointer);
  let value = file.data;
  let walked = '';
  for (const [index, segment] of segments.entries()) {
    const link = isObject(value) && segment !== '$ref' ? links.get(value) : undefined;
    if (link !== undefined) {
      const { actual } = link;
      return { file: actual.file, pointer: actual.pointer + pointerOf(segments.slice(index)) };
    }
    const next = member(value, segment);
    if (next === undefined) return undefined;
    value = next;
    walked = childPointer(walked, segment);
  }
  const link = isObject(value) ? links.get(value) : undefined;
  return link?.actual;
}
