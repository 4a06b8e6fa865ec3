/** Small documents, and what they give. */
import { join } from 'node:path';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import type { Json, JsonObject } from '../../src/json/json.js';
import { generate } from '../support/generating.js';
import { specFolder } from '../load/spec-folder.js';
import { importIsolated, type Imported } from './isolated-import.js';

export interface Output {
  /** By path below the folder of the API. */
  readonly files: ReadonlyMap<string, string>;
  /** By path below the output folder. */
  readonly runtime: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
  /** The text of one of them. */
  readonly text: (path: string) => string;
}

/** The bindings of a document; empty where it is refused. */
export function outputOf(document: Json): Promise<Output> {
  return outputOfText(JSON.stringify(document));
}

export async function outputOfText(document: string): Promise<Output> {
  const name = 'hostile';
  const folder = await specFolder({ [`${name}.json`]: document });
  const { files, diagnostics } = await generate([join(folder, `${name}.json`)]);
  const own = new Map(
    files
      .filter(({ path }) => path.startsWith(`${name}/`))
      .map(({ path, text }) => [path.slice(name.length + 1), text]),
  );
  const runtime = files.filter(({ path }) => path.startsWith('runtime/'));
  return {
    files: own,
    runtime: new Map(runtime.map(({ path, text }) => [path, text])),
    diagnostics,
    text: (path) => {
      const text = own.get(path);
      if (text === undefined) throw new Error(JSON.stringify(diagnostics.slice(0, 3), null, 2));
      return text;
    },
  };
}

/** A document with one message that is sent, and what else is given at its root. */
export function documentWith(payload: Json, more: JsonObject = {}): JsonObject {
  return {
    asyncapi: '3.0.0',
    info: { title: 'Title', version: '1' },
    channels: { c: { address: 'c', messages: { m: { payload } } } },
    operations: { sendIt: { action: 'send', channel: { $ref: '#/channels/c' } } },
    ...more,
  };
}

/** The same with some component schemas. */
export function documentOfSchemas(schemas: JsonObject): JsonObject {
  return documentWith({ type: 'string' }, { components: { schemas } });
}

/** The bindings of a document, imported where they can reach nothing. */
export async function importOf(document: Json): Promise<Imported & { readonly output: Output }> {
  const output = await outputOf(document);
  if (output.files.size === 0) throw new Error(JSON.stringify(output.diagnostics.slice(0, 3)));
  const own = [...output.files].map(([path, text]) => [`hostile/${path}`, text] as const);
  return { ...(await importIsolated(new Map([...own, ...output.runtime]))), output };
}

/** What a file of the API exports under a name. */
export function exported({ exports }: Imported, file: string, name: string): unknown {
  return Reflect.get(exports.get(`hostile/${file}`) ?? {}, name);
}

/** What the validator of a type says of a value. */
export function verdictOf(imported: Imported, type: string, value: unknown): unknown {
  const check = exported(imported, 'validators.ts', `is${type}`);
  if (typeof check !== 'function') throw new Error(`There is no validator of ${type}`);
  return Reflect.apply(check, undefined, [imported.valueIn(value)]);
}
