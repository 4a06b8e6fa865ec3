import type { Diagnostic } from './diagnostic.js';

/**
 * Decides which errors stop a run. An error that states what is assumed in place of the mistake
 * becomes a warning that says so, unless `strict` is set. A finding that is settled stays as it is.
 */
export function settle(
  diagnostics: readonly Diagnostic[],
  { strict = false }: { readonly strict?: boolean | undefined },
): readonly Diagnostic[] {
  return diagnostics.map((found) => (strict ? withoutAssumption(found) : tolerated(found)));
}

function tolerated(found: Diagnostic): Diagnostic {
  const { severity, message, assumption } = found;
  if (severity !== 'error' || assumption === undefined) return found;
  return { ...found, severity: 'warning', message: `${message} ${assumption}` };
}

/** Returns a finding that stops every command. */
export function withoutAssumption({ assumption: _assumption, ...found }: Diagnostic): Diagnostic {
  return found;
}
