/**
 * The format `date-time` (RFC 3339, section 5.6) without regular expressions, which would take most
 * of the time of validating a message. It accepts the same strings as ajv-formats in full mode,
 * also those that RFC 3339 does not allow: any white-space character in place of `T`, and the
 * offsets `+01` and `+0100`. A leap second is accepted at 23:59 UTC.
 */

const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const ZERO = 48;
const WHITE_SPACE = /\s/;
/** `2024-01-01T00:00:00Z` has 20 characters; no date-time is shorter. */
const SHORTEST = 20;

/** Reads two digits at the index `at`; NaN if there are none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9
    ? tens * 10 + ones
    : NaN;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function isDate(text: string): boolean {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (!(year >= 0 && text[4] === "-" && text[7] === "-" && day >= 1)) {
    return false;
  }
  const days = month === 2 && isLeapYear(year) ? 29 : (DAYS[month] ?? 0);
  return day <= days;
}

/** Returns the index after the digits of a fraction; -1 if the dot has no digits. */
function skipFraction(text: string, dot: number): number {
  let at = dot + 1;
  for (; at < text.length; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) {
      break;
    }
  }
  return at === dot + 1 ? -1 : at;
}

/** The UTC offset; both parts carry the sign. */
interface Offset {
  readonly hours: number;
  readonly minutes: number;
}

const UTC: Offset = { hours: 0, minutes: 0 };

function readOffset(text: string, at: number): Offset | undefined {
  const first = text[at];
  const length = text.length - at;
  if (first === "Z" || first === "z") {
    return length === 1 ? UTC : undefined;
  }
  if (first !== "+" && first !== "-") {
    return undefined;
  }
  const hours = twoDigits(text, at + 1);
  const minutes = readOffsetMinutes(text, at + 3);
  if (!(hours <= 23 && minutes <= 59)) {
    return undefined;
  }
  const sign = first === "-" ? -1 : 1;
  return { hours: hours * sign, minutes: minutes * sign };
}

/** Reads the minutes of an offset: `30`, `:30` or nothing. */
function readOffsetMinutes(text: string, at: number): number {
  if (at === text.length) {
    return 0;
  }
  const digits = text[at] === ":" ? at + 1 : at;
  return digits + 2 === text.length ? twoDigits(text, digits) : NaN;
}

/** Whether a minute may have a second 60: the last one of a day in UTC (RFC 3339, appendix D). */
function isLastMinute(hour: number, minute: number, offset: Offset): boolean {
  const utcMinute = minute - offset.minutes;
  const utcHour = hour - offset.hours - (utcMinute < 0 ? 1 : 0);
  return (
    (utcHour === 23 || utcHour === -1) && (utcMinute === 59 || utcMinute === -1)
  );
}

function isTime(text: string): boolean {
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (Number.isNaN(hour + minute + second)) {
    return false;
  }
  const end = text[19] === "." ? skipFraction(text, 19) : 19;
  const offset = end < 0 ? undefined : readOffset(text, end);
  if (offset === undefined || text[13] !== ":" || text[16] !== ":") {
    return false;
  }
  if (hour <= 23 && minute <= 59 && second <= 59) {
    return true;
  }
  return second <= 60 && isLastMinute(hour, minute, offset);
}

function isSeparator(character: string): boolean {
  return character === "T" || character === "t" || WHITE_SPACE.test(character);
}

/** Whether a string is a date and time with an offset, e.g. `2024-02-29T12:00:00.5Z`. */
export function isDateTime(text: string): boolean {
  return (
    text.length >= SHORTEST &&
    isSeparator(text.charAt(10)) &&
    isDate(text) &&
    isTime(text)
  );
}
