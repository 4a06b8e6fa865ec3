/** The keyword `multipleOf` for decimal numbers. */

/** Whether a number is a multiple of another, each taken as the decimal number that JSON shows. */
export function isMultipleOf(value: number, divisor: number): boolean {
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
