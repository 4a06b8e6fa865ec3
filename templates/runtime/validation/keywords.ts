/** Replaces keywords of ajv, and corrects those that ajv 8 gets wrong for some values. */
import {
  _,
  KeywordCxt,
  Name,
  type Ajv,
  type Code,
  type CodeKeywordDefinition,
} from "ajv";

/** The code of a keyword and of its error. */
export type KeywordCode = Pick<CodeKeywordDefinition, "code" | "error">;

/** Replaces keywords in place, since ajv relies on their order. */
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

/** Returns the current definition of a keyword. */
export function definitionOf(ajv: Ajv, keyword: string): CodeKeywordDefinition {
  const definition = ajv.getKeyword(keyword);
  if (typeof definition === "boolean" || !("code" in definition)) {
    throw new TypeError(`ajv has no keyword "${keyword}" that is code`);
  }
  return definition;
}

/** Returns corrected versions of the keywords that ajv gets wrong. */
export function corrections(ajv: Ajv): Readonly<Record<string, KeywordCode>> {
  return {
    contains: correctEmpty(definitionOf(ajv, "contains")),
    items: correctMissing(definitionOf(ajv, "items")),
    required: correctNames(definitionOf(ajv, "required")),
    dependencies: correctNames(definitionOf(ajv, "dependencies")),
    properties: correctWide(definitionOf(ajv, "properties")),
    patternProperties: correctWide(definitionOf(ajv, "patternProperties")),
    allOf: correctWide(definitionOf(ajv, "allOf")),
    anyOf: correctUnion(
      definitionOf(ajv, "anyOf"),
      (passing) => _`${passing} === null`,
    ),
    oneOf: correctUnion(
      definitionOf(ajv, "oneOf"),
      (passing) => _`!Array.isArray(${passing})`,
    ),
    multipleOf,
  };
}

/** Corrects `contains`: for an empty array, ajv repeats its verdict on the previous array. */
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

/** Corrects `items`: after a missing item, ajv skips the keywords that follow. */
function correctMissing({ code }: CodeKeywordDefinition): KeywordCode {
  return {
    code(cxt) {
      const errors = new Name("errors");
      const before = cxt.gen.const("_errs", errors);
      cxt.ok = () => {
        if (cxt.allErrors !== true && !isWide(cxt)) {
          cxt.gen.if(_`${before} === ${errors}`);
        }
      };
      code(cxt);
    },
  };
}

/**
 * Corrects `required` and `dependencies`: if ajv stops at the first error, it overlooks a missing
 * property with an empty name. If it looks for all errors, it finds it.
 */
function correctNames({ code }: CodeKeywordDefinition): KeywordCode {
  return {
    code(cxt) {
      const isAffected = JSON.stringify(cxt.schema).includes('""');
      code(isAffected || isWide(cxt) ? lookingForAll(cxt) : cxt);
    },
  };
}

/** With so many parts, a keyword checks all of them, even after an error. */
const WIDE = 200;

/**
 * Corrects keywords that have a part for each schema: if ajv stops at the first error, it nests the
 * code of each part in that of the part before, and a thousand of them overflow the stack.
 */
function correctWide({ code }: CodeKeywordDefinition): KeywordCode {
  return {
    code(cxt) {
      code(isWide(cxt) ? lookingForAll(cxt) : cxt);
    },
  };
}

/**
 * Corrects `anyOf` and `oneOf`: ajv nests the code of each alternative in that of the one before.
 * `passing` is `null`, the index of the alternative that a value matches, or the indexes of two.
 * `isOpen` tells whether further alternatives matter.
 */
function correctUnion(
  { code }: CodeKeywordDefinition,
  isOpen: (passing: Name) => Code,
): KeywordCode {
  return {
    code(cxt) {
      if (!isWide(cxt)) {
        return code(cxt);
      }
      const { gen, keyword } = cxt;
      const passing = gen.let("passing", null);
      const isPassing = gen.name("_valid");
      cxt.setParams({ passing });
      for (let schemaProp = 0; schemaProp < partsOf(cxt); schemaProp += 1) {
        gen.if(isOpen(passing), () => {
          cxt.subschema(
            { keyword, schemaProp, compositeRule: true },
            isPassing,
          );
          const passed = _`${passing} === null ? ${schemaProp} : [${passing}, ${schemaProp}]`;
          gen.if(isPassing, () => gen.assign(passing, passed));
        });
      }
      const isValid = gen.const("valid", _`typeof ${passing} === "number"`);
      cxt.result(
        isValid,
        () => cxt.reset(),
        () => cxt.error(true),
      );
    },
  };
}

function isWide(cxt: KeywordCxt): boolean {
  return partsOf(cxt) > WIDE;
}

function partsOf({ schema }: { readonly schema: object }): number {
  return Object.keys(schema).length;
}

function lookingForAll({ it, def, keyword }: KeywordCxt): KeywordCxt {
  const cxt = new KeywordCxt({ ...it, allErrors: true }, def, keyword);
  const subschema = cxt.subschema.bind(cxt);
  const { allErrors = false } = it;
  cxt.subschema = (applied, valid) =>
    subschema({ ...applied, allErrors }, valid);
  return cxt;
}

/** Compares decimal numbers exactly: ajv divides, and 19.99 / 0.01 is 1998.9999999999998. */
const multipleOf: KeywordCode = {
  code(cxt) {
    const check = cxt.gen.scopeValue("keyword", { ref: isMultipleOf });
    cxt.fail(_`!${check}(${cxt.data}, ${cxt.schemaCode})`);
  },
};

/** Whether a number is a multiple of another, each taken as the decimal number that JSON shows. */
function isMultipleOf(value: number, divisor: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) {
    return value % divisor === 0;
  }
  const [one, other] = [toDecimal(value), toDecimal(divisor)];
  const exponent = Math.min(one.exponent, other.exponent);
  return digitsAt(exponent, one) % digitsAt(exponent, other) === BigInt(0);
}

/** `digits * 10 ** exponent`. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

function toDecimal(value: number): Decimal {
  const [digits = "0", power = "0"] = String(value).split("e");
  const [whole = "0", fraction = ""] = digits.split(".");
  return {
    digits: BigInt(whole + fraction),
    exponent: Number(power) - fraction.length,
  };
}

function digitsAt(exponent: number, decimal: Decimal): bigint {
  const zeros = "0".repeat(decimal.exponent - exponent);
  return decimal.digits * BigInt(`1${zeros}`);
}
