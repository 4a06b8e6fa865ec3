import { titleOf } from './catalogue.js';
import type { Diagnostic } from './diagnostic.js';

/** Returns a finding without quotations from a place whose text must not be shown. */
export function withoutContent(found: Diagnostic): Diagnostic {
  const { code, severity, place } = found;
  if (place?.isWithheld !== true) return found;
  const message = `${titleOf(code)}.`;
  const help = `Nothing of the file is quoted, since it holds no schema and is no document. See: asyncapi-bindgen explain ${code}`;
  return { code, severity, message, help, place };
}
