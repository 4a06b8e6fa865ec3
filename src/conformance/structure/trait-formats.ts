import { isArray, isObject, type Json, type JsonObject, member } from '../../json/json.js';

/**
 * Adds to messages of AsyncAPI 2 the schema format that only one of their traits states, since it is
 * also that of the payload. Takes and returns the copies of written values without references.
 */
export function withTraitFormats(copies: ReadonlyMap<Json, Json>): ReadonlyMap<Json, Json> {
  const formatted = [...copies].flatMap(([written, copy]) => {
    if (!isObject(copy)) return [];
    const schemaFormat = formatOfTraits(copy);
    return schemaFormat === undefined ? [] : [[written, { ...copy, schemaFormat }] as const];
  });
  return formatted.length === 0 ? copies : new Map([...copies, ...formatted]);
}

function formatOfTraits(message: JsonObject): string | undefined {
  const traits = member(message, 'traits');
  const isSilent = Object.hasOwn(message, 'payload') && !Object.hasOwn(message, 'schemaFormat');
  if (!isSilent || !isArray(traits)) return undefined;
  return traits
    .map((trait) => member(trait, 'schemaFormat'))
    .findLast((format) => typeof format === 'string');
}
