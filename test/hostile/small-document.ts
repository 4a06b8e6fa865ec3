/** Small documents, and what they give. */
import { join } from 'node:path';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import type { Json, JsonObject } from '../../src/load/document.js';
import { generate } from '../../src/generate.js';
import { specFolder } from '../load/spec-folder.js';

export interface Output {
  /** By path below the folder of the API. */
  readonly files: ReadonlyMap<string, string>;
  /** By path below the output folder. */
  readonly runtime: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
  /** The text of one of them. */
  text(path: string): string;
}

/** The bindings of a document; empty where it is refused. */
export async function outputOf(document: Json, name = 'hostile'): Promise<Output> {
  const folder = await specFolder({ [`${name}.json`]: JSON.stringify(document) });
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
