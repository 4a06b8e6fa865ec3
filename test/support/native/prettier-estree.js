import { loadNative } from './load-native.js';

/** In place of `prettier/plugins/estree`, which gets faster with use. */
export const { languages, options, printers } = await loadNative('prettier/plugins/estree');
