/** Keywords of ajv's that do something else here. */
import type { Ajv, CodeKeywordDefinition } from "ajv";

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
