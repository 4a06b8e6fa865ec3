import { _, Name, stringify, type CodeKeywordDefinition, type KeywordCxt } from 'ajv';

/**
 * The keywords of parts. They allow every value, and report it to the `Meeting` that the validator is
 * called on (`../load/structure/meeting.ts`).
 */
export const partKeywords: readonly CodeKeywordDefinition[] = [
  {
    keyword: ['part', 'partOrReference'],
    schemaType: 'string',
    code: (context) => {
      const mayBeReference = context.keyword === 'partOrReference';
      const names = stringify(context.schema);
      context.gen.code(_`this.meet(${names}, ${place(context)}, ${mayBeReference})`);
    },
  },
  {
    keyword: 'distinct',
    type: 'array',
    schemaType: 'boolean',
    code: (context) => {
      if (context.schema === true) context.gen.code(_`this.compare(${place(context)})`);
    },
  },
];

/** Code for the JSON pointer from the validated value to the value of the keyword. */
function place({ it }: KeywordCxt) {
  return _`${new Name('instancePath')} + ${it.errorPath}`;
}
