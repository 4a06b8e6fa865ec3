import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { wrap } from '../diagnostics/wrap.js';
import type { Change } from '../diff/change.js';
import type { DocumentReport } from '../diff/reporters/document-report.js';
import type { DiffOptions } from './diff-options.js';
import type { Io } from './io.js';
import type { OutputStream } from './output-stream.js';
import { printJson } from './print-json.js';
import { count, reportFindings } from './report.js';

/** How differences are printed. */
export interface Printing {
  readonly options: DiffOptions;
  readonly io: Io;
  /** The changes that give exit code 5. */
  readonly failing: readonly Change[];
  /** What `update` adds; absent for `diff`. */
  readonly news?: News;
}

/** What `update` reports beside the changes. */
export interface News {
  /** Sentences about documents whose changes are not known. They count as changes that give exit code 5. */
  readonly unknown: readonly string[];
  /** Sentences about what was written, for people who read no other output. */
  readonly notes: readonly string[];
  /** Further members of the JSON object. */
  readonly facts: object;
  /** Whether the exit code is 0. */
  readonly isOk: boolean;
}

const NO_NEWS: News = { unknown: [], notes: [], facts: {}, isOk: true };

/** Prints what changed, in the wanted format. */
export async function printDifferences(
  documents: readonly DocumentReport[],
  printing: Printing,
): Promise<void> {
  const { options, io, failing, news = NO_NEWS } = printing;
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
      const ok = failing.length === 0 && news.isOk;
      return printJson(out, { ok, documents: listed, ...news.facts });
    }
    case 'sarif': {
      const { sarif } = await import('../diff/reporters/sarif.js');
      return printJson(out, sarif(shown, cwd));
    }
    case 'markdown': {
      const { markdown } = await import('../diff/reporters/markdown.js');
      return out.write(markdown(shown, { cwd, notes: [...news.notes, ...news.unknown] }));
    }
    case 'github': {
      const { changesAsDiagnostics } = await import('../diff/reporters/diagnostics.js');
      const findings = [...changesAsDiagnostics(shown, cwd), ...news.unknown.map(gap)];
      await reportFindings(findings, { io, to: out, format: 'github' });
      return printVerdict(documents, printing, err);
    }
    case 'pretty': {
      const { pretty } = await import('../diff/reporters/pretty.js');
      const text = pretty(shown, { cwd, columns: out.columns, paint: out.paint });
      out.write(linesOf(text, news.unknown, out));
      return printVerdict(documents, printing, out);
    }
  }
}

/** Returns the changes, and below them what is not known. */
function linesOf(
  text: string,
  unknown: readonly string[],
  { columns, paint }: OutputStream,
): string {
  const gaps = unknown.map((sentence) =>
    wrap(`${paint('yellow', '!')} ${sentence}`, { columns, indent: 2 }),
  );
  return [text, ...gaps]
    .filter((each) => each !== '')
    .map((each) => `${each}\n`)
    .join('');
}

function printVerdict(
  documents: readonly DocumentReport[],
  printing: Printing,
  to: Io['out'],
): void {
  if (printing.options.quiet !== true) to.write(verdict(documents, printing));
}

/** Returns the result in one line. */
function verdict(
  documents: readonly DocumentReport[],
  { options, io: { out }, failing, news = NO_NEWS }: Printing,
): string {
  const changed = documents.filter(({ changes }) => changes.length > 0).length;
  const change = changed === 1 ? 'changes' : 'change';
  const nothing =
    news.unknown.length === 0
      ? 'nothing changes for users of the bindings'
      : `the changes of ${count(news.unknown.length, 'document')} are not known`;
  const result =
    changed === 0
      ? nothing
      : `${changed} of ${count(documents.length, 'document')} ${change} something for users of the bindings`;
  const forbidden = options.failOnChange === undefined ? 0 : failing.length + news.unknown.length;
  if (forbidden === 0) return `${out.paint('green', '✓')} ${result}\n`;
  const level = options.failOnChange ?? 'breaking';
  const reason = `--fail-on-change ${level} does not allow ${count(forbidden, 'change')}`;
  return `${out.paint('red', '✗')} ${result}; ${reason}\n`;
}

/** Returns a finding for changes that are not known. */
function gap(message: string): Diagnostic {
  const help = 'Compare the two versions of the document with diff.';
  return { code: 'DOCUMENT_CHANGED', severity: 'warning', message, help };
}
