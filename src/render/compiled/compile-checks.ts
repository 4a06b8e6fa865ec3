import { _, type ValidateFunction } from 'ajv';
import {
  createAjv,
  getValidator,
  type Schemas,
} from '../../../templates/runtime/lazy/create-ajv.js';
import { replaceKeywords } from '../../../templates/runtime/lazy/keywords.js';
import { verdictKeywords } from '../../../templates/runtime/lazy/verdict-keywords.js';

/** The code of checks, and the names of their functions by the names of the schemas. */
export interface CompiledChecks {
  readonly statements: string;
  readonly functions: ReadonlyMap<string, string>;
}

type Source = NonNullable<ValidateFunction['source']>;

/** Compiles schemas with the options and keywords that validators have at run time. */
export function compileChecks(schemas: Schemas): CompiledChecks {
  const ajv = createAjv(schemas, { source: true });
  const keywords = verdictKeywords(ajv, () => () => null);
  replaceKeywords(ajv, keywords);
  const schemaNames = new Map(Object.entries(schemas).map(([name, schema]) => [schema, name]));
  const used = {};
  const functions = new Map<string, string>();
  const statements = Object.keys(schemas).map((name) => {
    const { source } = getValidator(ajv, name);
    if (source === undefined) throw new Error(`ajv gave no source for ${name}`);
    replaceValues(source, schemaNames);
    functions.set(name, String(source.validateName));
    return `${String(ajv.scope.scopeCode(source.scopeValues, used))}${source.validateCode}`;
  });
  return { statements: statements.join('\n'), functions };
}

/** Replaces the values that ajv would write or `require` by those that the code gets. */
function replaceValues({ scopeValues }: Source, schemaNames: ReadonlyMap<unknown, string>): void {
  for (const { value } of scopeValues['schema'] ?? []) {
    const name = schemaNames.get(value?.ref);
    if (value !== undefined && name !== undefined) value.code = _`schemas[${name}]`;
  }
  for (const { value } of scopeValues['func'] ?? []) {
    if (String(value?.code).includes('ucs2length') && value) value.code = _`countCharacters`;
  }
}
