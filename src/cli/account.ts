import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { wrap } from '../diagnostics/wrap.js';
import { changesFrom } from '../diff/change.js';
import type { Account } from '../generate/changes-since.js';
import type { GenerateOptions } from '../generate/options.js';
import { unchangedIn, type Runs } from '../generate/runs.js';
import type { FailOnChange } from './diff-options.js';
import type { Io } from './io.js';
import type { OutputStream } from './output-stream.js';

/** The account of documents that did not change. */
export const noAccount: Account = { documents: [], unknown: [] };

/** Returns what changed in the documents since the manifest was written, if one of them did. */
export async function accountFor(
  runs: Runs,
  options: Pick<GenerateOptions, 'side' | 'name'>,
): Promise<Account> {
  const { manifest, apis } = runs;
  const unchanged = unchangedIn(runs).length;
  if (unchanged === apis.length && unchanged === manifest.documents.size) return noAccount;
  const { changesSince } = await import('../generate/changes-since.js');
  return changesSince(runs, options);
}

/** Returns how many changes are at or above a level. Changes that are not known count. */
export function countFrom(
  least: FailOnChange['failOnChange'],
  { documents, unknown }: Account,
): number {
  const changes = documents.flatMap((document) => document.changes);
  return least === undefined ? 0 : changesFrom(least, changes).length + unknown.length;
}

/** Prints what changed for users of the bindings, a paragraph for each document. */
export async function printAccount(
  account: Account,
  io: Pick<Io, 'cwd' | 'program'>,
  { columns, write }: OutputStream,
): Promise<void> {
  if (account === noAccount) return;
  const { paragraphsOf } = await import('./account-report.js');
  for (const paragraph of paragraphsOf(account, io)) {
    write(`${wrap(paragraph, { columns, indent: 2 })}\n`);
  }
}

/** Returns the field of a JSON object that says what changed; none if nothing did. */
export async function accountFacts(account: Account): Promise<{ readonly changes?: object }> {
  if (account === noAccount) return {};
  const { accountJson } = await import('./account-report.js');
  return { changes: accountJson(account) };
}

/** Returns a finding for each document that changed, for annotations. */
export async function accountFindings(account: Account): Promise<readonly Diagnostic[]> {
  if (account === noAccount) return [];
  const { findingsOf } = await import('./account-report.js');
  return findingsOf(account);
}
