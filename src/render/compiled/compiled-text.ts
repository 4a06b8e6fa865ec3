import { escapeStrings } from '../../plan/code/code.js';
import type { FilePlan } from '../../plan/file-plan.js';
import { formatPatterns, type Schemas } from '../../../templates/runtime/lazy/create-ajv.js';
import { compileChecks } from './compile-checks.js';

export { checkCompiled } from './check-compiled.js';

/** Returns the text of a file with the compiled code of validators. */
export function compiledText({
  schemas,
  runtime,
}: Extract<FilePlan, { kind: 'compiled' }>): string {
  const { statements, functions } = compileChecks(schemas);
  const checks = [...functions].map(([name, check]) => `${JSON.stringify(name)}: ${check}`);
  return `// @ts-nocheck
import type { CompiledSchemas } from ${runtime};

/** The schemas of \`validators.ts\` as code, which ajv has compiled. */
// prettier-ignore
export const compiledSchemas: CompiledSchemas = {
patterns: {${patternsOf(schemas).join(', ')}},
createChecks: ({ areEqual, areUnique, countCharacters, formats, isMultipleOf, refer, schemas, toRegExp }) => {
${escapeStrings(statements)}
return {${checks.join(', ')}};
},
};
`;
}

/** Returns the regular expressions of the formats that schemas use, as members of an object. */
function patternsOf(schemas: Schemas): readonly string[] {
  const used = formatsIn(schemas);
  return Object.entries(formatPatterns())
    .filter(([name]) => used.has(name))
    .map(([name, pattern]) => `${JSON.stringify(name)}: ${String(pattern)}`);
}

/** Returns the values of all members called `format`, which may have other meanings, too. */
function formatsIn(value: unknown): ReadonlySet<unknown> {
  const found = new Set<unknown>();
  const open = [value];
  for (const each of open) {
    if (typeof each !== 'object' || each === null) continue;
    for (const [key, inner] of Object.entries(each)) {
      if (key === 'format') found.add(inner);
      open.push(inner);
    }
  }
  return found;
}
