import {
  below,
  entries,
  fieldsOf,
  follow,
  isFields,
  type Fields,
  type Place,
  type Read,
} from './source-document.js';

/** A schema of the source that has properties where a type can show them. */
export interface SourceSchema {
  /** `<file>#<pointer>` */
  readonly id: string;
  readonly properties: readonly string[];
}

/** Keywords whose schemas a type shows, by how they hold them. */
const shown = {
  alone: ['additionalProperties', 'items', 'additionalItems', 'then', 'else'],
  several: ['properties', 'patternProperties', 'allOf', 'anyOf', 'oneOf'],
} as const;
/** A type can say nothing of these, but what they refer to has a name. */
const hidden = {
  alone: ['not', 'if', 'contains', 'propertyNames'],
  several: ['dependencies'],
} as const;
/** These speak of the same value as the schema around them. */
const inPlace = new Set(['allOf', 'anyOf', 'oneOf', 'then', 'else']);

/** Every schema with properties that messages and components of a document reach. */
export function sourceSchemas(main: Place, read: Read): readonly SourceSchema[] {
  const found: SourceSchema[] = [];
  const seen = new Set<string>();
  const queue = startPlaces(main, read).map((place): Visit => ({ place, isShown: true }));
  for (let visit = queue.pop(); visit !== undefined; visit = queue.pop()) {
    const isReference = isFields(visit.place.value) && '$ref' in visit.place.value;
    const place = follow(visit.place, read);
    const isShown = isReference || visit.isShown;
    const id = `${place.file}#${place.pointer}`;
    if (!isFields(place.value) || seen.has(`${id} ${isShown}`)) continue;
    seen.add(`${id} ${isShown}`);
    const properties = Object.keys(fieldsOf(place.value['properties']));
    const shows = isShown && mayBeObject(place.value);
    if (shows && properties.length > 0) found.push({ id, properties });
    queue.push(...visitsBelow(place, place.value, shows));
  }
  return found;
}

interface Visit {
  readonly place: Place;
  readonly isShown: boolean;
}

function mayBeObject(schema: Fields): boolean {
  const { type } = schema;
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  const isOpen = type === undefined || types.includes('object');
  return isOpen && schema['enum'] === undefined && schema['const'] === undefined;
}

function visitsBelow(place: Place, schema: Fields, shows: boolean): readonly Visit[] {
  const isConditional = 'if' in schema && 'then' in schema && 'else' in schema;
  const may = (keyword: string): boolean => {
    if (keyword === 'then' || keyword === 'else') return shows && isConditional;
    if (keyword === 'additionalItems') return Array.isArray(schema['items']);
    if (keyword === 'properties' || inPlace.has(keyword)) return shows;
    return true;
  };
  const visits = (places: readonly Place[], isShown: boolean): readonly Visit[] =>
    places.map((each) => ({ place: each, isShown }));
  return [
    ...shown.alone.flatMap((keyword) => visits(schemasAt(below(place, keyword)), may(keyword))),
    ...shown.several.flatMap((keyword) => visits(entries(below(place, keyword)), may(keyword))),
    ...hidden.alone.flatMap((keyword) => visits(schemasAt(below(place, keyword)), false)),
    ...hidden.several.flatMap((keyword) => visits(entries(below(place, keyword)), false)),
  ];
}

/** One schema, or the list of them that `items` may hold. */
function schemasAt(place: Place): readonly Place[] {
  return Array.isArray(place.value) ? entries(place) : [place];
}

function startPlaces(main: Place, read: Read): readonly Place[] {
  const channels = entries(below(main, 'channels')).map((place) => follow(place, read));
  const messages = [
    ...entries(below(main, 'components', 'messages')),
    ...channels.flatMap((channel) => entries(below(channel, 'messages'))),
    ...channels.flatMap((channel) =>
      ['publish', 'subscribe'].map((action) => below(channel, action, 'message')),
    ),
  ].map((place) => follow(place, read));
  const all = messages.flatMap((message) =>
    Array.isArray(fieldsOf(message.value)['oneOf'])
      ? entries(below(message, 'oneOf')).map((place) => follow(place, read))
      : [message],
  );
  return [
    ...entries(below(main, 'components', 'schemas')),
    ...all.filter(({ value }) => isReadable(fieldsOf(value))).map((each) => below(each, 'payload')),
    ...all.filter((each) => !isMerged(each, read)).map((each) => below(each, 'headers')),
  ].flatMap(withoutFormat);
}

/** Headers that are merged with those of a trait have no type as they are. */
function isMerged(message: Place, read: Read): boolean {
  const traits = entries(below(message, 'traits')).map((place) => follow(place, read));
  return traits.some(({ value }) => fieldsOf(value)['headers'] !== undefined);
}

/** AsyncAPI 3: `{ schemaFormat, schema }` instead of the schema. */
function withoutFormat(place: Place): readonly Place[] {
  const value = fieldsOf(place.value);
  if (typeof value['schemaFormat'] !== 'string' || value['schema'] === undefined) return [place];
  return isReadable(value) ? [below(place, 'schema')] : [];
}

function isReadable({ schemaFormat }: Fields): boolean {
  if (typeof schemaFormat !== 'string') return true;
  return /^application\/(schema|vnd\.aai\.asyncapi)(\+(json|yaml))?\s*;/.test(schemaFormat);
}
