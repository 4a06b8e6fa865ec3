/** Keywords of ajv's that do something else here, and those that ajv 8 gets wrong for some values. */
import { _, KeywordCxt, Name, type Ajv, type CodeKeywordDefinition } from "ajv";

/** What a keyword does, and how it describes its error. */
export type KeywordCode = Pick<CodeKeywordDefinition, "code" | "error">;

/** In place, for ajv relies on the order of keywords. */
export function replaceKeywords(
  ajv: Ajv,
  replacements: Readonly<Record<string, KeywordCode>>,
): void {
  for (const [keyword, replacement] of Object.entries(replacements)) {
    const rule = ajv.RULES.all[keyword];
    if (typeof rule !== "object") {
      throw new TypeError(`ajv has no keyword "${keyword}"`);
    }
    rule.definition = { ...rule.definition, ...replacement };
  }
}

/** What stands for a keyword at present. */
export function definitionOf(ajv: Ajv, keyword: string): CodeKeywordDefinition {
  const definition = ajv.getKeyword(keyword);
  if (typeof definition === "boolean" || !("code" in definition)) {
    throw new TypeError(`ajv has no keyword "${keyword}" that is code`);
  }
  return definition;
}

/** The same keywords as ajv has them, but for what is wrong. */
export function corrections(ajv: Ajv): Readonly<Record<string, KeywordCode>> {
  return {
    contains: correctEmpty(definitionOf(ajv, "contains")),
    items: correctMissing(definitionOf(ajv, "items")),
    required: correctNames(definitionOf(ajv, "required")),
    dependencies: correctNames(definitionOf(ajv, "dependencies")),
  };
}

/** Of an empty array ajv says what it said of the array before. */
function correctEmpty({ code }: CodeKeywordDefinition): KeywordCode {
  return {
    code(cxt) {
      const result = cxt.result.bind(cxt);
      cxt.result = (condition, onSuccess, onFailure) =>
        result(_`${cxt.data}.length > 0 && ${condition}`, onSuccess, onFailure);
      code(cxt);
    },
  };
}

/** After an item that is not there, ajv skips the keywords that follow. */
function correctMissing({ code }: CodeKeywordDefinition): KeywordCode {
  return {
    code(cxt) {
      const errors = new Name("errors");
      const before = cxt.gen.const("_errs", errors);
      cxt.ok = () => {
        if (cxt.allErrors !== true) {
          cxt.gen.if(_`${before} === ${errors}`);
        }
      };
      code(cxt);
    },
  };
}

/**
 * Where ajv stops at the first property that is missing, it takes one that is called "" for none.
 * Where it looks for all of them it does not.
 */
function correctNames({ code }: CodeKeywordDefinition): KeywordCode {
  return {
    code(cxt) {
      const isAffected = JSON.stringify(cxt.schema).includes('""');
      code(isAffected ? lookingForAll(cxt) : cxt);
    },
  };
}

function lookingForAll({ it, def, keyword }: KeywordCxt): KeywordCxt {
  const cxt = new KeywordCxt({ ...it, allErrors: true }, def, keyword);
  const subschema = cxt.subschema.bind(cxt);
  const { allErrors = false } = it;
  cxt.subschema = (applied, valid) =>
    subschema({ ...applied, allErrors }, valid);
  return cxt;
}
