import type { Change } from '../diff/change.js';
import type { DocumentReport } from '../diff/reporters/document-report.js';
import type { DiffOptions } from './diff-options.js';
import type { Io } from './io.js';
import { printJson } from './print-json.js';
import { count, reportFindings } from './report.js';

/** How differences are printed. */
export interface Printing {
  readonly options: DiffOptions;
  readonly io: Io;
  /** The changes that give exit code 5. */
  readonly failing: readonly Change[];
}

/** Prints what changed, in the wanted format. */
export async function printDifferences(
  documents: readonly DocumentReport[],
  { options, io, failing }: Printing,
): Promise<void> {
  const { cwd, out, err } = io;
  const isFailing = new Set(failing);
  const shown = options.quiet
    ? documents.map((each) => ({
        ...each,
        changes: each.changes.filter((one) => isFailing.has(one)),
      }))
    : documents;
  switch (options.format) {
    case 'json': {
      const { json } = await import('../diff/reporters/json.js');
      const listed = shown.map((each) => json(each, cwd));
      return printJson(out, { ok: failing.length === 0, documents: listed });
    }
    case 'sarif': {
      const { sarif } = await import('../diff/reporters/sarif.js');
      return printJson(out, sarif(shown, cwd));
    }
    case 'markdown': {
      const { markdown } = await import('../diff/reporters/markdown.js');
      return out.write(markdown(shown, cwd));
    }
    case 'github': {
      const { changesAsDiagnostics } = await import('../diff/reporters/diagnostics.js');
      await reportFindings(changesAsDiagnostics(shown, cwd), { io, to: out, format: 'github' });
      return options.quiet ? undefined : err.write(verdict(documents, { options, io, failing }));
    }
    case 'pretty': {
      const { pretty } = await import('../diff/reporters/pretty.js');
      const text = pretty(shown, { cwd, columns: out.columns, paint: out.paint });
      if (text !== '') out.write(`${text}\n`);
      return options.quiet ? undefined : out.write(verdict(documents, { options, io, failing }));
    }
  }
}

/** Returns the result in one line. */
function verdict(
  documents: readonly DocumentReport[],
  { options, io: { out }, failing }: Printing,
): string {
  const changed = documents.filter(({ changes }) => changes.length > 0).length;
  const change = changed === 1 ? 'changes' : 'change';
  const result =
    changed === 0
      ? 'nothing changes for users of the bindings'
      : `${changed} of ${count(documents.length, 'document')} ${change} something for users of the bindings`;
  if (failing.length === 0) return `${out.paint('green', '✓')} ${result}\n`;
  const level = options.failOnChange ?? 'breaking';
  const reason = `--fail-on-change ${level} does not allow ${count(failing.length, 'change')}`;
  return `${out.paint('red', '✗')} ${result}; ${reason}\n`;
}
