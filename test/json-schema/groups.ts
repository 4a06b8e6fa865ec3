import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isArray, isObject, type Json, member } from '../../src/json/json.js';

/** A schema of the suite and what it has to say of some values. */
export interface Group {
  /** `<file>: <description>` */
  readonly name: string;
  readonly schema: Json;
  readonly cases: readonly Case[];
}

export interface Case {
  readonly description: string;
  readonly data: Json;
  readonly valid: boolean;
}

/** The groups of the files of a folder, those of folders below left out. */
export function readGroups(folder: string): readonly Group[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .flatMap((name) => {
      const data: Json = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      return isArray(data) ? data.map((group) => readGroup(name.replace('.json', ''), group)) : [];
    });
}

function readGroup(file: string, group: Json): Group {
  const cases = member(group, 'tests');
  return {
    name: `${file}: ${text(group, 'description')}`,
    schema: member(group, 'schema') ?? null,
    cases: isArray(cases) ? cases.filter(isObject).map(readCase) : [],
  };
}

function readCase(test: Json): Case {
  return {
    description: text(test, 'description'),
    data: member(test, 'data') ?? null,
    valid: member(test, 'valid') === true,
  };
}

function text(value: Json, key: string): string {
  const text = member(value, key);
  return typeof text === 'string' ? text : '';
}
