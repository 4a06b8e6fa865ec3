/** The exit codes of the process. */
export const EXIT = {
  ok: 0,
  bug: 1,
  usage: 2,
  document: 3,
  drift: 4,
  change: 5,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const MEANINGS: ReadonlyMap<ExitCode, string> = new Map([
  [EXIT.ok, 'success'],
  [EXIT.bug, 'a bug of asyncapi-bindgen'],
  [EXIT.usage, 'a usage error, or a problem of the environment'],
  [EXIT.document, 'errors in a document'],
  [EXIT.drift, 'the output, a recording or a scenario is not as expected'],
  [EXIT.change, 'a change at or above --fail-on-change'],
]);

/** Returns the section of a help text about the exit codes of a command. */
export function describeExitCodes(codes: readonly ExitCode[]): string {
  const lines = codes.map((code) => `  ${String(code)}  ${MEANINGS.get(code) ?? ''}`);
  return ['Exit codes:', ...lines].join('\n');
}
