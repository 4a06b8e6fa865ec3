import { isArray, isObject, type Json } from '../../src/json/json.js';
import { pathsIn, replaceAt, valueAtPath, type Path } from '../support/json-paths.js';
import type { Chance } from './chance.js';

const oddValues: readonly [Json, ...Json[]] = [
  null,
  true,
  0,
  1.5,
  '',
  'text',
  [],
  {},
  [{}],
  { $ref: '#/components/schemas/None' },
  { $ref: '#/info' },
  { type: 'object' },
  'http://example.com/{a}',
];
const fields: readonly [string, ...string[]] = [
  ...(['nonsense', 'x-own', '$ref', 'type', 'payload', 'headers', 'address', 'action'] as const),
  ...['channel', 'channels', 'messages', 'message', 'operations', 'reply', 'servers', 'bindings'],
  ...['parameters', 'schema', 'schemaFormat', 'traits', 'tags', 'externalDocs', 'security', 'url'],
  ...['host', 'protocol', 'enum', 'required', 'properties', 'items', 'allOf', 'publish', 'title'],
];
const versions: readonly [string, ...string[]] = [
  ...(['3.0.0', '3.1.0', '3.0.1', '2.6.0', '2.5.0', '2.4.0', '2.3.0', '2.0.0', '1.2.0'] as const),
];

/** A document like a given one but for one to three changes, such as users make, and worse. */
export function mutantOf(document: Json, chance: Chance): Json {
  const changed = Array.from({ length: 1 + chance.below(3) }).reduce<Json>(
    (current) => mutate(current, chance),
    document,
  );
  return chance.oneIn(8) ? changeAt(changed, ['asyncapi'], () => chance.of(versions)) : changed;
}

function mutate(document: Json, chance: Chance): Json {
  const paths = pathsIn(document).slice(1);
  const pick = (): Path => chance.of([[], ...paths]);
  const valueAt = (path: Path): Json => valueAtPath(document, path) ?? null;
  const path = pick();
  const some = (): Json => (chance.oneIn(2) ? chance.of(oddValues) : valueAt(pick()));
  const changes: readonly [() => Json, ...(() => Json)[]] = [
    () => changeAt(document, path, () => undefined),
    () => changeAt(document, path, some),
    () => changeAt(document, path, (value) => withField(value, chance.of(fields), some())),
    () => changeAt(document, path, (value) => withField(value, chance.of(fields), some())),
    () => {
      const moved = withField(valueAt(path.slice(0, -1)), chance.of(fields), valueAt(path));
      return changeAt(
        changeAt(document, path.slice(0, -1), () => moved),
        path,
        () => undefined,
      );
    },
  ];
  return chance.of(changes)();
}

function withField(value: Json, field: string, held: Json): Json {
  if (isArray(value)) return [...value, held];
  return isObject(value) ? { ...value, [field]: held } : held;
}

/** What `change` gives takes the place of the value there; nothing takes it away. */
function changeAt(value: Json, path: Path, change: (value: Json) => Json | undefined): Json {
  return replaceAt(value, path, change) ?? {};
}
