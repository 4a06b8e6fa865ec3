import type { Request } from '../cache/cache.js';
import type { GenerateOptions } from '../generate.js';
import type { Bindings } from '../generate/document-bindings.js';
import type { Io } from './io.js';
import { hasErrors } from '../diagnostics/errors.js';

/** Returns the bindings of documents: from the cache, if nothing has changed. */
export async function bindingsOf(
  specs: readonly string[],
  options: GenerateOptions,
  { cacheFolder }: Pick<Io, 'cacheFolder'>,
): Promise<Bindings> {
  const request = { specs, options: withoutFunctions(options) };
  const cache = cacheFolder === undefined ? undefined : await openCacheIn(cacheFolder);
  const known = await cache?.find(request);
  if (known !== undefined) return known;
  const { generateBindings } = await import('../generate/bindings.js');
  const bindings = await generateBindings(specs, options);
  if (!hasErrors(bindings.diagnostics)) await cache?.keep(request, bindings);
  return bindings;
}

/** Returns the options that decide what is generated. */
function withoutFunctions({
  loader: _loader,
  onStep: _onStep,
  ...options
}: GenerateOptions): Request['options'] {
  return options;
}

async function openCacheIn(folder: string) {
  const { openCache } = await import('../cache/cache.js');
  return openCache(folder);
}
