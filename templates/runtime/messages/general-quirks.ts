/** The quirks that are not peculiar to an API. */
import type { IncomingQuirk } from "../quirk.js";

/**
 * Properties that the document does not have, where it allows no further ones: a newer peer sends more. Handlers
 * receive them, too.
 */
export const extraFields: IncomingQuirk = {
  name: "extra-fields",
  accepts: ({ keyword }) => keyword === "additionalProperties",
};

/**
 * A string without quotes where a body has to be JSON. A body that starts like a JSON string, array or object is
 * broken JSON, not a string.
 */
export const rawText: IncomingQuirk = {
  name: "raw-text",
  readText: (text) => (/^\s*(?:["[{]|$)/.test(text) ? undefined : text),
};

/** Strings that an enum does not have, where its type says so (`generate --unknown-enums accept`). */
export const unknownEnums: IncomingQuirk = {
  name: "unknown-enums",
  accepts: ({ keyword, received }) =>
    keyword === "enum" && typeof received === "string",
};
