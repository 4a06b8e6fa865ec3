import type { ApiBindings, Bindings } from '../cache/bindings.js';
import type { Generated, GenerateOptions } from '../generate.js';
import type { Io } from './io.js';
import { hasErrors } from './report.js';

/** Generates the bindings of documents, or takes them from the cache if nothing has changed. */
export async function generateBindings(
  specs: readonly string[],
  { loader, ...options }: GenerateOptions,
  { cacheFolder }: Pick<Io, 'cacheFolder'>,
): Promise<Bindings> {
  const request = { specs, options };
  const cache = cacheFolder === undefined ? undefined : await openCacheIn(cacheFolder);
  const known = await cache?.find(request);
  if (known !== undefined) return known;
  const { generate } = await import('../generate.js');
  const bindings = bindingsOf(await generate(specs, { ...options, ...(loader && { loader }) }));
  if (!hasErrors(bindings.diagnostics)) await cache?.keep(request, bindings);
  return bindings;
}

async function openCacheIn(folder: string) {
  const { openCache } = await import('../cache/cache.js');
  return openCache(folder);
}

function bindingsOf({ apis, files, diagnostics }: Generated): Bindings {
  return { apis: apis.map(summarise), files, diagnostics };
}

function summarise({ name, spec, hash, sources, api }: Generated['apis'][number]): ApiBindings {
  return { name, spec, hash, sources, operations: api.operations.length };
}
