/**
 * The required groups that @asyncapi/parser itself refuses as payloads, so that they never reach
 * us, by the reason. Of all other groups every case passes; ajv deviates from the suite nowhere.
 */
export const refused: Readonly<Record<string, readonly string[]>> = {
  'a payload has to be an object, not a boolean schema': [
    "boolean_schema: boolean schema 'true'",
    "boolean_schema: boolean schema 'false'",
  ],
  'a key "__proto__" upsets the parser, and we refuse it in any document': [
    'properties: properties whose names are Javascript object property names',
  ],
  'a property called "$ref" makes the parser throw': [
    'ref: property named $ref that is not a reference',
    'ref: property named $ref, containing an actual $ref',
  ],
  'the parser takes data that looks like a reference for one': [
    'ref: naive replacement of $ref with its destination is not correct',
  ],
  'the parser does not know identifiers ("$id", anchors, URN), on which these references rest': [
    'ref: $ref prevents a sibling $id from changing the base uri',
    'ref: Recursive references between schemas',
    'ref: Location-independent identifier',
    'ref: Reference an anchor with a non-relative URI',
    'ref: Location-independent identifier with base URI change in subschema',
    'ref: refs with relative uris and defs',
    'ref: relative refs with absolute uris and defs',
    'ref: $id must be resolved against nearest parent, not just immediate parent',
    'ref: simple URN base URI with $ref via the URN',
    'ref: URN base URI with URN and JSON pointer ref',
    'ref: URN base URI with URN and anchor ref',
    'ref: ref to if',
    'ref: ref to then',
    'ref: ref to else',
    'ref: ref with absolute-path-reference',
  ],
  'the reference leads to another machine': [
    'definitions: validate definition against metaschema',
    'ref: remote ref, containing refs itself',
    'refRemote: remote ref',
    'refRemote: fragment within remote ref',
    'refRemote: ref within remote ref',
    'refRemote: base URI change',
    'refRemote: base URI change - change folder',
    'refRemote: base URI change - change folder in subschema',
    'refRemote: root ref in remote ref',
    'refRemote: remote ref with ref to definitions',
    'refRemote: Location-independent identifier in remote ref',
    'refRemote: retrieved nested refs resolve relative to their URI not $id',
    'refRemote: $ref to $ref finds location-independent $id',
  ],
};
