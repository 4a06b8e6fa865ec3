import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import type { LoadedDocument } from '../../src/load/document.js';
import { checkPlan } from '../../src/rules/generate/generate.js';
import { checkDocument } from '../../src/rules/validate/validate.js';
import type { Locate } from '../../src/model/origin.js';
import { buildApi } from '../../src/model/model.js';
import { planApi } from '../../src/plan/plan.js';
import { documentOf, loadFiles } from '../load/loading.js';

const head3 = `asyncapi: 3.0.0
info: { title: T, version: '1' }
`;
const head2 = head3.replace('3.0.0', '2.6.0');

/** The findings of the rules on documents of which the first is linted; others may be referred to. */
export async function lintFiles(
  files: Readonly<Record<string, string>>,
): Promise<readonly Diagnostic[]> {
  const loaded = await loadFiles(files);
  const document = documentOf(loaded);
  const plan = planApi(buildApi(document), 'a');
  return checkDocument({ plan, locate: locateIn(document) }, document);
}

/** Of an AsyncAPI 3.0 document, without its first two lines. */
export async function lint3(rest: string): Promise<readonly Diagnostic[]> {
  return lintFiles({ 'a.yaml': head3 + rest });
}

/** Of an AsyncAPI 2.6 document, without its first two lines. */
export async function lint2(rest: string): Promise<readonly Diagnostic[]> {
  return lintFiles({ 'a.yaml': head2 + rest });
}

/** Of a document whose one message has this payload, in flow style, on line 4 from column 2. */
export async function lintPayload(payload: string, rest = ''): Promise<readonly Diagnostic[]> {
  return lint3(
    `channels: { c: { address: c, messages: { m: { payload:\n ${payload} } } } }\n${rest}`,
  );
}

/** Severity, code and position of each finding. */
export function brief(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(
    ({ severity, code, place }) => `${severity} ${code} ${place?.line}:${place?.column}`,
  );
}

/** What `generate` reports on a document: severity, code and position of each finding, and the helps. */
export async function generateText(
  text: string,
): Promise<{ readonly found: readonly string[]; readonly help: readonly string[] }> {
  const loaded = await loadFiles({ 'a.yaml': text });
  const document = loaded.document;
  const planned =
    document === undefined
      ? []
      : checkPlan({ plan: planApi(buildApi(document), 'a'), locate: locateIn(document) });
  const all = [...loaded.diagnostics, ...planned];
  return { found: brief(all), help: all.map(({ help }) => help ?? '') };
}

function locateIn({ files, main }: LoadedDocument): Locate {
  return ({ file, pointer }) => (files.get(file) ?? main).place(pointer);
}
