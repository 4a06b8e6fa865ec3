import { join } from 'node:path';
import type { Place } from '../diagnostics/diagnostic.js';
import type { GenerateOptions } from '../generate.js';
import { codeOrigins, type CodeOrigins } from '../generate/code-origins.js';
import type { ApiBindings } from '../generate/document-bindings.js';
import type { OutputFile } from '../render/output-file.js';
import type { Drift } from '../write/check.js';
import { causeOf, firstDifference } from './drift-cause.js';

interface Drifted {
  /** The absolute path of the output folder. */
  readonly out: string;
  readonly drift: readonly Drift[];
  readonly files: readonly OutputFile[];
  readonly apis: readonly ApiBindings[];
  readonly unchangedApis: readonly string[];
}

/**
 * Returns the place to mark for each drift: what causes it in the document, else the start of the
 * document. If the document is not the cause, the first line of the file that differs.
 */
export async function driftPlaces(
  { out, drift, files, apis, unchangedApis }: Drifted,
  options: GenerateOptions,
): Promise<ReadonlyMap<Drift, Place>> {
  const apiOf = ({ path }: Drift): ApiBindings | undefined =>
    apis.find(({ name }) => path.startsWith(`${name}/`));
  const isCaused = (each: Drift): boolean => {
    const name = apiOf(each)?.name;
    if (each.kind === 'missing') return name !== undefined;
    return each.kind === 'outdated' && name !== undefined && !unchangedApis.includes(name);
  };
  const caused = drift.filter(isCaused);
  const specs = new Set(caused.flatMap((each) => apiOf(each)?.spec ?? []));
  const origins = await codeOrigins([...specs], options);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const placeOf = (each: Drift): Place => {
    const spec = apiOf(each)?.spec;
    if (spec === undefined || !isCaused(each)) {
      return startOf(join(out, each.path), firstDifference(each.diff));
    }
    return causeIn(origins.get(spec), each, texts.get(each.path)) ?? startOf(spec);
  };
  return new Map(drift.map((each) => [each, placeOf(each)]));
}

function causeIn(
  origins: CodeOrigins | undefined,
  { path, diff }: Drift,
  text: string | undefined,
): Place | undefined {
  if (origins === undefined || diff === undefined || text === undefined) return undefined;
  return causeOf({ path, diff, text }, origins);
}

function startOf(file: string, line = 1): Place {
  return { file, line, column: 1 };
}
