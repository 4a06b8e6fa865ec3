import { createHash } from 'node:crypto';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import standalone from 'ajv/dist/standalone/index.js';
import type { Json } from '../json/json.js';
import { completed, toJson } from './definitions.js';
import { partKeywords } from './keywords.js';
import { knownFields } from './known-fields.js';
import { splitIntoParts } from './split.js';

/**
 * Compiles the JSON Schemas of AsyncAPI, by version, to ES modules by name. The module of a version has the name of the
 * version; it exports a map of validators, and the fields of each object. It imports each validator from a module of
 * its own, since most parts are the same in several versions.
 */
export function compileGrammars(
  schemas: Readonly<Record<string, object>>,
): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  for (const [version, schema] of Object.entries(schemas)) {
    const parts = [...splitIntoParts(completed(toJson(schema), version))].map(([name, part]) => ({
      name,
      part,
      module: moduleOf(part),
    }));
    for (const { part, module } of parts) {
      if (!modules.has(module)) modules.set(module, compilePart(part));
    }
    modules.set(version, versionModule(parts));
  }
  return modules;
}

/** A part of a JSON Schema, and the module of its validator. */
interface CompiledPart {
  readonly name: string;
  readonly part: Json;
  readonly module: string;
}

function moduleOf(part: Json): string {
  return `part ${createHash('sha256').update(JSON.stringify(part)).digest('hex')}`;
}

function versionModule(parts: readonly CompiledPart[]): string {
  const imports = parts.map(({ module }, index) => `import part${index} from "${module}";`);
  const entries = parts.map(({ name }, index) => `[${JSON.stringify(name)}, part${index}]`);
  const fields = parts.map(({ name, part }) => [name, knownFields(part, '#/allOf/0')] as const);
  return [
    ...imports,
    `export const parts = new Map([${entries.join(', ')}]);`,
    `export const fields = ${JSON.stringify(Object.fromEntries(fields))};\n`,
  ].join('\n');
}

/** Compiles a part of a JSON Schema to an ES module whose default export is its validator. */
function compilePart(part: Json): string {
  const ajv = new Ajv({
    // The options of @asyncapi/parser, and options that keep the code small.
    ...{ allErrors: true, strict: false, unicodeRegExp: false },
    ...{ messages: false, meta: false, validateSchema: false, logger: false },
    code: { source: true, esm: true },
    keywords: [...partKeywords],
  });
  formats.default(ajv);
  // `src/rules` checks patterns and explains what is wrong with them.
  ajv.addFormat('regex', true);
  return withImports(standalone.default(ajv, ajv.compile({ allOf: [part] })));
}

/** Replaces the calls of `require` in the standalone code of ajv by imports. */
function withImports(code: string): string {
  const names = new Map<string, string>();
  const body = code.replaceAll(/require\("([^"]+)"\)/g, (_, path: string) => {
    const name = names.get(path) ?? `imported${names.size}`;
    names.set(path, name);
    return name;
  });
  const imports = [...names].map(
    ([path, name]) => `import * as ${name} from ${JSON.stringify(`${path}.js`)};`,
  );
  return [...imports, body].join('\n');
}
