const jsonSchemaFormat =
  /^application\/(?:schema|vnd\.aai\.asyncapi)(?:\+(?:json|yaml))?\s*;\s*version=/;

/** Whether a `schemaFormat` is JSON Schema. Schemas of other formats are not read. */
export function isJsonSchema(format: string): boolean {
  return jsonSchemaFormat.test(format);
}
