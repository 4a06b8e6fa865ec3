/** The levels of a channel address: what is between two slashes. */

/** A parameter in an address. */
interface Parameter {
  readonly name: string;
}
/** A literal or a parameter. */
export type Part = string | Parameter;
/** A topic level: what is between two slashes. */
export type Level = readonly Part[];

/** Whether a part is a parameter instead of a literal. */
export function isParameter(part: Part): part is Parameter {
  return typeof part !== "string";
}

/** Splits prefix and address into levels. The prefix is literal: its variables are filled in. */
export function parseLevels(prefix: string, address: string): Level[] {
  if (prefix === "") {
    return address.split("/").map(parseLevel);
  }
  const above = prefix.replace(/\/+$/, "").split("/");
  const below = address.replace(/^\/+/, "").split("/");
  return [...above.map((text) => [text]), ...below.map(parseLevel)];
}

function parseLevel(text: string): Level {
  const pieces = text.split(/\{([^{}]+)\}/);
  const parts = pieces.map((piece, i) =>
    i % 2 === 0 ? piece : { name: piece },
  );
  return parts.filter((part) => part !== "");
}

/** Joins the parts of a level, with values for its parameters. */
export function fillLevel(
  level: Level,
  valueOf: (name: string) => string | undefined,
): string {
  return level
    .map((part) => (isParameter(part) ? (valueOf(part.name) ?? "") : part))
    .join("");
}

/** Matches a level. A parameter is not empty, and ends where the string after it first occurs. */
export function readLevel(
  level: Level,
  text: string,
  found: Map<string, string>,
): boolean {
  let at = 0;
  for (const [i, part] of level.entries()) {
    const end = isParameter(part)
      ? endOfValue(level.slice(i + 1), text, at)
      : endOfText(part, text, at);
    if (end === undefined) {
      return false;
    }
    if (isParameter(part)) {
      found.set(part.name, text.slice(at, end));
    }
    at = end;
  }
  return at === text.length;
}

function endOfText(part: string, text: string, at: number): number | undefined {
  return text.startsWith(part, at) ? at + part.length : undefined;
}

function endOfValue(rest: Level, text: string, at: number): number | undefined {
  const [next] = rest;
  if (next === undefined) {
    return at < text.length ? text.length : undefined;
  }
  if (isParameter(next)) {
    return at + 1;
  }
  const end =
    rest.length === 1 ? text.length - next.length : text.indexOf(next, at + 1);
  return end > at ? end : undefined;
}
