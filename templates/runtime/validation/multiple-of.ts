/** The keyword `multipleOf`, exact for decimal numbers: 19.99 is a multiple of 0.01. */
import { _ } from "ajv";
import type { KeywordCode } from "./keywords.js";

/** In place of ajv's own, which divides: 19.99 / 0.01 is 1998.9999999999998. */
export const multipleOf: KeywordCode = {
  code(cxt) {
    const check = cxt.gen.scopeValue("keyword", { ref: isMultipleOf });
    cxt.fail(_`!${check}(${cxt.data}, ${cxt.schemaCode})`);
  },
};

/** Whether a number is a multiple of another, each taken as the decimal number that JSON shows. */
export function isMultipleOf(value: number, divisor: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) {
    return value % divisor === 0;
  }
  const [one, other] = [toDecimal(value), toDecimal(divisor)];
  const exponent = Math.min(one.exponent, other.exponent);
  return digitsAt(exponent, one) % digitsAt(exponent, other) === 0n;
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
  return decimal.digits * 10n ** BigInt(decimal.exponent - exponent);
}
