import type { GeneratedApi } from '../../src/generate.js';
import { planApi, type ApiPlan } from '../../src/plan/plan.js';
import type { OutputFile } from '../../src/render/output-file.js';
import { declaredMembers, pathText, type DeclaredMembers } from './declared-members.js';
import { declaredOperations, subjectsInMethods } from './declared-operations.js';
import { reportOf, sum, type Report } from './report.js';
import { createReader, openDocument } from './source-document.js';
import { sourceOperations } from './source-operations.js';
import { sourceSchemas, type SourceSchema } from './source-schemas.js';

/** Compares what was generated of a document with the document. */
export function checkApi(generated: GeneratedApi, files: readonly OutputFile[]): Report {
  const read = createReader();
  const main = openDocument(generated.spec, read);
  const textOf = (name: string): string | undefined =>
    files.find(({ path }) => path === `${generated.name}/${name}.ts`)?.text;
  const client = textOf('client');
  const mock = textOf('mock-server');
  return sum([
    checkProperties(sourceSchemas(main, read), {
      plan: planApi(generated.api, generated.name),
      members: declaredMembers(textOf('types') ?? ''),
    }),
    // Documents of other protocols have neither.
    ...(client === undefined || mock === undefined
      ? []
      : [checkOperations(sourceOperations(main, read).reachable, client, mock)]),
  ]);
}

interface Declared {
  readonly plan: ApiPlan;
  readonly members: DeclaredMembers;
}

/** Each property of each schema has to be a member of the declaration that the schema stands in. */
function checkProperties(schemas: readonly SourceSchema[], { plan, members }: Declared): Report {
  const failures = schemas.flatMap(({ id, properties }) => {
    const owner = ownerOf(id, plan);
    if (owner === undefined) return [`no type holds ${id}`];
    const declared = members.get(owner.name);
    return properties
      .map((property) => [...owner.path, property])
      .filter((path) => declared?.has(pathText(path)) !== true)
      .map((path) => `lost property ${path.join('.')} of ${owner.name} (${id})`);
  });
  const properties = schemas.reduce((count, schema) => count + schema.properties.length, 0);
  return reportOf({ properties, types: members.size }, failures);
}

/** The nearest named schema around a schema, and the properties that lead from it there. */
function ownerOf(
  id: string,
  { types }: ApiPlan,
): { readonly name: string; readonly path: readonly string[] } | undefined {
  const hash = id.indexOf('#');
  const tokens = id.slice(hash + 1).split('/');
  for (let length = tokens.length; length > 0; length -= 1) {
    const type = types.types.get(id.slice(0, hash + 1) + tokens.slice(0, length).join('/'));
    if (type !== undefined) return { name: type.name, path: propertyPath(tokens.slice(length)) };
  }
  return undefined;
}

function propertyPath(tokens: readonly string[]): readonly string[] {
  const path: string[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? '';
    const next = tokens[index + 1]?.replaceAll('~1', '/').replaceAll('~0', '~') ?? '';
    const holdsNames = ['properties', 'patternProperties', 'allOf', 'anyOf', 'oneOf'].includes(
      token,
    );
    if (token === 'properties') path.push(next);
    if (holdsNames) index += 1;
  }
  return path;
}

function checkOperations(expected: readonly string[], client: string, mock: string): Report {
  const declared = declaredOperations(client);
  const inClient = subjectsInMethods(client);
  const inMock = subjectsInMethods(mock);
  const reached = declared.filter(({ subject }) => inClient.has(subject) && inMock.has(subject));
  const names = new Set(
    reached.flatMap(({ id, kind, address }) => [`${kind} ${address}`, `${id} ${kind} ${address}`]),
  );
  const missing = expected.filter((operation) => !names.has(operation));
  return reportOf({ operations: expected.length }, [
    ...missing.map((operation) => `no method for the operation ${operation}`),
    ...(declared.length === expected.length
      ? []
      : [`${declared.length} operations described, ${expected.length} in the document`]),
  ]);
}
