/** What the process answers, as every `--help` says. */
export const EXIT = {
  ok: 0,
  bug: 1,
  usage: 2,
  document: 3,
  drift: 4,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const MEANINGS: ReadonlyMap<ExitCode, string> = new Map([
  [EXIT.ok, 'all is well'],
  [EXIT.bug, 'a bug of asyncapi-bindgen'],
  [EXIT.usage, 'usage, configuration or environment'],
  [EXIT.document, 'errors in a document'],
  [EXIT.drift, 'the output is not what the documents give'],
]);

/** The part of a `--help` that lists the exit codes which a command can end with. */
export function describeExitCodes(codes: readonly ExitCode[]): string {
  const lines = codes.map((code) => `  ${String(code)}  ${MEANINGS.get(code) ?? ''}`);
  return ['Exit codes:', ...lines].join('\n');
}
