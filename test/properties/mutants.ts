import type { Json, JsonObject } from '../../src/load/document.js';
import { isList, isObject, member } from '../../src/load/json-guards.js';
import type { Chance } from './chance.js';

type Key = string | number;
type Path = readonly Key[];

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
  const paths = pathsIn(document);
  const pick = (): Path => chance.of([[], ...paths]);
  const valueAt = (path: Path): Json =>
    path.reduce<Json | undefined>((value, key) => member(value, String(key)), document) ?? null;
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
  if (isList(value)) return [...value, held];
  return isObject(value) ? { ...value, [field]: held } : held;
}

function pathsIn(value: Json, at: Path = []): readonly Path[] {
  const entries: readonly (readonly [Key, Json])[] = isList(value)
    ? [...value.entries()]
    : Object.entries(isObject(value) ? value : {});
  return entries.flatMap(([key, child]) => [[...at, key], ...pathsIn(child, [...at, key])]);
}

/** What `change` gives takes the place of the value there; nothing takes it away. */
function changeAt(value: Json, path: Path, change: (value: Json) => Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return change(value) ?? {};
  const below = (child: Json): readonly Json[] => {
    const changed = rest.length === 0 ? change(child) : changeAt(child, rest, change);
    return changed === undefined ? [] : [changed];
  };
  if (isList(value)) {
    return value.flatMap((child, index) => (index === key ? below(child) : [child]));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, child]): readonly (readonly [string, Json])[] =>
      name === key ? below(child).map((each) => [name, each]) : [[name, child]],
    ),
  ) satisfies JsonObject;
}
