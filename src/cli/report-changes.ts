import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { wrap } from '../diagnostics/wrap.js';
import type { ApiBindings } from '../generate/document-bindings.js';
import type { GenerateOptions } from '../generate/options.js';
import { portablePath } from '../system/portable-path.js';
import { noAccount, type Account, type Runs } from './account.js';
import type { Io } from './io.js';
import type { OutputStream } from './output-stream.js';

/** Returns what changed in the documents since the manifest was written, if one of them did. */
export async function accountFor(
  { out, manifest, apis }: Runs,
  options: Pick<GenerateOptions, 'side' | 'name'>,
): Promise<Account> {
  const isSame = ({ spec, hash }: ApiBindings): boolean =>
    manifest.documents.get(portablePath(out, spec)) === hash;
  if (manifest.documents.size === apis.length && apis.every(isSame)) return noAccount;
  const { changesSince } = await import('./changes-since.js');
  return changesSince({ out, manifest, apis }, options);
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
