/** Validators from the code that `--validators compiled` writes. */
import ts from 'typescript';
import { code } from '../../src/plan/code/code.js';
import { compiledText } from '../../src/render/compiled/compiled-text.js';
import type { SchemaJson } from '../../src/plan/samples/schema-json.js';
import {
  createCompiledValidators,
  type CompiledSchemas,
} from '../../templates/runtime/compiled/compiled-validators.js';
import { ValidationError } from '../../templates/runtime/validation/validation-error.js';
import type { Validators } from '../../templates/runtime/validation/validators.js';

type Schemas = Readonly<Record<string, SchemaJson>>;

/** Compiles schemas, and evaluates the code. */
export async function compiledValidators(schemas: Schemas): Promise<Validators<string>> {
  const text = compiledText({ kind: 'compiled', path: '', schemas, runtime: code`'../runtime'` });
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);
  if (!isCompiled(module)) throw new Error('The compiled code cannot be read back');
  return createCompiledValidators(module.compiledSchemas, schemas);
}

function isCompiled(module: unknown): module is { readonly compiledSchemas: CompiledSchemas } {
  return typeof module === 'object' && module !== null && 'compiledSchemas' in module;
}

/** Returns all that an assertion says of a value; `undefined` if it accepts the value. */
export function findingsOf(
  validators: Validators<string>,
  name: string,
  value: unknown,
): object | undefined {
  try {
    validators.assert(name, value);
    return undefined;
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const { message, subject, issues, isComplete } = error;
    return { message, subject, issues, isComplete };
  }
}
