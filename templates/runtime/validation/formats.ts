/** The formats of draft-07 that more than one regular expression decides, without ajv. */
import { isDateTime } from "./date-time.js";

/** Decides whether a string has a format; or a number, if the format is one for numbers. */
type Format =
  | ((text: string) => boolean)
  | {
      readonly type: "number";
      readonly validate: (value: number) => boolean;
    };

/** Formats by name. */
export type Formats = Readonly<Record<string, Format>>;

/** They accept the same values as those of ajv-formats. */
const commonFormats: Formats = {
  "date-time": isDateTime,
  "iso-date-time": (text) => isDateTime(text) || isDateTime(`${text}Z`),
  date: (text) => text.length === 10 && isDateTime(`${text}T00:00:00Z`),
  time: isTime,
  "iso-time": (text) => isTime(text) || isTime(`${text}Z`),
  uri: (text) => URI.test(text),
  // `url` is not a format of draft-07, and the one of ajv-formats takes quadratic time.
  url: matching(/^(?:https?|ftp):\/\/[^\s/?#]\S*$/i),
  regex: isRegExp,
  byte: matching(
    /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/m,
  ),
  int32: {
    type: "number",
    validate: (value) => Number.isInteger(value) && value === (value | 0),
  },
  int64: { type: "number", validate: (value) => Number.isInteger(value) },
  float: { type: "number", validate: () => true },
  double: { type: "number", validate: () => true },
};

/** Returns the formats, also those that a regular expression decides. */
export function formatsWith(
  patterns: Readonly<Record<string, RegExp>>,
): Formats {
  const ofPatterns = Object.entries(patterns).map(
    ([name, pattern]): readonly [string, Format] => [name, matching(pattern)],
  );
  return { ...Object.fromEntries(ofPatterns), ...commonFormats };
}

function matching(pattern: RegExp): (text: string) => boolean {
  return (text) => pattern.test(text);
}

function isTime(text: string): boolean {
  return isDateTime(`2000-01-01T${text}`);
}

const END_OF_TEXT = /[^\\]\\Z/;

function isRegExp(text: string): boolean {
  if (END_OF_TEXT.test(text)) {
    return false;
  }
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** From ajv-formats (MIT License, Copyright (c) 2020 Evgeny Poberezkin). */
const URI =
  /^(?:[a-z][a-z0-9+\-.]*:)(?:\/?\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:]|%[0-9a-f]{2})*@)?(?:\[(?:(?:(?:(?:[0-9a-f]{1,4}:){6}|::(?:[0-9a-f]{1,4}:){5}|(?:[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){4}|(?:(?:[0-9a-f]{1,4}:){0,1}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){3}|(?:(?:[0-9a-f]{1,4}:){0,2}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){2}|(?:(?:[0-9a-f]{1,4}:){0,3}[0-9a-f]{1,4})?::[0-9a-f]{1,4}:|(?:(?:[0-9a-f]{1,4}:){0,4}[0-9a-f]{1,4})?::)(?:[0-9a-f]{1,4}:[0-9a-f]{1,4}|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?))|(?:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4})?::[0-9a-f]{1,4}|(?:(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4})?::)|[Vv][0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+)\]|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?)|(?:[a-z0-9\-._~!$&'()*+,;=]|%[0-9a-f]{2})*)(?::\d*)?(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*|\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*)?|(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*)(?:\?(?:[a-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9a-f]{2})*)?(?:#(?:[a-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9a-f]{2})*)?$/i;
