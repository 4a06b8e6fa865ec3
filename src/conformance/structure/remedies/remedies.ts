import type { Mistake } from '../mistake.js';
import { missingRows } from './missing-rows.js';
import { movedRows } from './moved-rows.js';
import { referenceRows } from './reference-rows.js';
import type { Row } from './row.js';
import { schemaRows } from './schema-rows.js';
import { typeRows } from './type-rows.js';
import { unknownRows } from './unknown-rows.js';
import { valueRows } from './value-rows.js';

/** The remedies for mistakes of structure. The first row that matches a mistake applies. */
export const remedies: readonly Row[] = [
  ...typeRows,
  ...schemaRows,
  ...referenceRows,
  ...missingRows,
  ...movedRows,
  ...unknownRows,
  // These are about every object, so they come last.
  ...valueRows,
];

/** Returns the row for a mistake, if there is one. */
export function remedyFor(mistake: Mistake): Row | undefined {
  return remedies.find((row) => matches(row, mistake));
}

function matches(row: Row, mistake: Mistake): boolean {
  const { objects, fields, version } = row;
  return (
    row.mistake === mistake.kind &&
    (objects === undefined || objects.includes(mistake.object)) &&
    (fields === undefined || fields.includes(mistake.field)) &&
    (version === undefined || mistake.version.startsWith(version)) &&
    row.applies?.(mistake) !== false
  );
}
