import type { Bindings } from './document-bindings.js';
import type { GenerateOptions } from './options.js';
import { bindInThreads, threadsFor } from './threads.js';

/**
 * Generates the bindings of documents, of many documents in several threads. This module loads the generator
 * late, so that all threads load it at the same time.
 */
export async function generateBindings(
  specs: readonly string[],
  options: GenerateOptions,
): Promise<Bindings> {
  const { loader } = options;
  const isShared = loader === undefined && threadsFor(specs.length) > 1;
  const documents = isShared ? await bindInThreads(specs, options) : undefined;
  const { assemble, bindInOneThread } = await import('./assemble.js');
  return documents === undefined ? bindInOneThread(specs, options) : assemble(documents, options);
}
