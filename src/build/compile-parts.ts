import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import standalone from 'ajv/dist/standalone/index.js';
import { completed, toJson } from './definitions.js';
import { partKeywords } from './keywords.js';
import { knownFields } from './known-fields.js';
import { splitIntoParts } from './split.js';

/** Compiles the JSON Schema of an AsyncAPI version to an ES module that exports a map of validators, and the fields of each object. */
export function compileParts(schema: object, version: string): string {
  const parts = [...splitIntoParts(completed(toJson(schema), version))];
  const ajv = new Ajv({
    // The options of @asyncapi/parser, and options that keep the code small.
    ...{ allErrors: true, strict: false, unicodeRegExp: false },
    ...{ messages: false, meta: false, validateSchema: false, logger: false },
    code: { source: true, esm: true },
    schemas: parts.map(([, part], index) => ({ $id: idOf(index), allOf: [part] })),
    keywords: [...partKeywords],
  });
  formats.default(ajv);
  // `src/rules` checks patterns and explains what is wrong with them.
  ajv.addFormat('regex', true);
  const exported = parts.map((_, index) => [idOf(index), idOf(index)] as const);
  const code = standalone.default(ajv, Object.fromEntries(exported));
  const entries = parts.map(([name], index) => `[${JSON.stringify(name)}, ${idOf(index)}]`);
  const fields = parts.map(([name, part]) => [name, knownFields(part, '#/allOf/0')] as const);
  return [
    withImports(code),
    `export const parts = new Map([${entries.join(', ')}]);`,
    `export const fields = ${JSON.stringify(Object.fromEntries(fields))};\n`,
  ].join('\n');
}

function idOf(index: number): string {
  return `part${index}`;
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
    ([path, name]) => `import ${name} from ${JSON.stringify(`${path}.js`)};`,
  );
  return [...imports, body].join('\n');
}
