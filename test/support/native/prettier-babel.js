import { loadNative } from './load-native.js';

/** In place of `prettier/plugins/babel`, which gets faster with use. */
export const { parsers } = await loadNative('prettier/plugins/babel');
