/** The rows of test/live/README.md, and the tests whose titles name them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../support/project.js';

/** A row of the table. */
export interface Row {
  /** `R-01` to `R-22`, or `fault 1` to `fault 13`. */
  readonly name: string;
  readonly files: readonly string[];
  /** What no test shows, and why. */
  readonly missing: string;
}

/** The start of a title: `R-09: …`, or `fault 4, R-13: …`. */
const TITLE = /(?<=['"`])(?:(?:R-\d\d|fault \d+), )*(?:R-\d\d|fault \d+)(?=: )/g;

/** Returns the names of all rows. */
export function rowNames(): readonly string[] {
  const rows = Array.from({ length: 22 }, (_, i) => `R-${String(i + 1).padStart(2, '0')}`);
  return [...rows, ...Array.from({ length: 13 }, (_, i) => `fault ${String(i + 1)}`)];
}

/** Returns the test files of each row, by the titles in them. */
export function filesByRow(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const folder of ['live', 'runtime']) {
    for (const file of readdirSync(join(root, 'test', folder)).toSorted()) {
      if (!file.endsWith('.test.ts')) continue;
      const path = join(root, 'test', folder, file);
      const titles = readFileSync(path, 'utf8').match(TITLE) ?? [];
      for (const name of new Set(titles.flatMap((title) => title.split(', ')))) {
        found.set(name, [...(found.get(name) ?? []), relative(join(root, 'test'), path)]);
      }
    }
  }
  return found;
}

/** Reads the rows of the table. */
export function readRows(): readonly Row[] {
  const text = readFileSync(join(root, 'test/live/README.md'), 'utf8');
  return text
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, name = '']) => /^(?:R-\d\d|fault \d+)$/.test(name))
    .map(([, name = '', , files = '', missing = '']) => ({
      name,
      files: [...files.matchAll(/`([^`]+)`/g)].map(([, file = '']) => `${file}.test.ts`),
      missing,
    }));
}
