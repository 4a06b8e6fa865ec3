import { _, Name, stringify, type CodeKeywordDefinition, type KeywordCxt } from 'ajv';

/**
 * The keywords that link parts. They allow every value, and report it to the `Report` that the
 * validator is called on (`src/conformance/structure/report.ts`).
 */
export const partKeywords: readonly CodeKeywordDefinition[] = [
  {
    keyword: ['part', 'partOrReference'],
    schemaType: 'string',
    code: (context) => {
      const mayBeReference = context.keyword === 'partOrReference';
      const names = stringify(context.schema);
      context.gen.code(_`this.addInnerValue(${names}, ${pointerTo(context)}, ${mayBeReference})`);
    },
  },
  {
    keyword: 'distinct',
    type: 'array',
    schemaType: 'boolean',
    code: (context) => {
      if (context.schema === true) context.gen.code(_`this.addUniqueArray(${pointerTo(context)})`);
    },
  },
];

/** Returns code for the JSON pointer from the validated value to the value of the keyword. */
function pointerTo({ it }: KeywordCxt) {
  return _`${new Name('instancePath')} + ${it.errorPath}`;
}
