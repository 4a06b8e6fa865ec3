import { existsSync } from 'node:fs';
import { versions } from '../../load/version.js';
import { packageFolder } from '../../system/package-folder.js';
import type { Report } from './report.js';

/** An error of ajv. */
export interface StructureError {
  readonly keyword: string;
  /** The JSON pointer to the wrong value. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Validates a value, without the inner values that other parts validate; see `src/build`. */
export interface Validator {
  call(report: Report, value: unknown): boolean;
  readonly errors?: readonly StructureError[] | null;
}

/** The validators of an AsyncAPI version, one for each kind of object, by the name of the kind. */
export type Parts = ReadonlyMap<string, Validator>;

/** The fields of objects that allow no others, by part and by the `schemaPath` of the error. */
export type KnownFields = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What `npm run build` compiles for an AsyncAPI version. */
export interface Grammar {
  readonly parts: Parts;
  readonly fields: KnownFields;
}

/** The folders of the compiled parts: in a checkout, and in a published package. */
const folders = ['dist/structure/', 'lib/structure/'];

/** Loads the validators and the fields of an AsyncAPI version, which `npm run build` compiles. */
export async function loadGrammar(version: string, searched = folders): Promise<Grammar> {
  // The file name comes from our own list, never from a document.
  const name = versions.find((each) => each === version);
  if (name === undefined) throw new Error('This version of AsyncAPI is not supported.');
  const urls = searched.map((folder) => new URL(`${folder}${name}.js`, packageFolder()));
  const url = urls.find((each) => existsSync(each));
  if (url === undefined) {
    throw new Error(`dist/structure/${name}.js is missing. To create it, run "npm run build".`);
  }
  const loaded: unknown = await import(url.href);
  if (!isGrammar(loaded)) throw new Error(`${url.href} exports no parts.`);
  return loaded;
}

function isGrammar(value: unknown): value is Grammar {
  return typeof value === 'object' && value !== null && 'parts' in value && 'fields' in value;
}
