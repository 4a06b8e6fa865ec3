import { entriesOf, type Json, referenceOf } from '../../../json/json.js';
import { childPointer, segmentsOf, valueAt } from '../../../json/pointer.js';

/**
 * Returns the pointer to the entry of a map, e.g. `/channels`, that stands for the value at another
 * pointer: an entry that refers to it, or else an entry of the same name.
 */
export function entryFor(data: Json, map: string, pointer: string): string | undefined {
  const entries = entriesOf(valueAt(data, map));
  const name = segmentsOf(pointer).at(-1);
  const found =
    entries.find(([, value]) => referenceOf(value) === `#${pointer}`) ??
    entries.find(([key]) => key === name);
  return found && childPointer(map, found[0]);
}
