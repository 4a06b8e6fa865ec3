import { loadNative } from './load-native.js';

/** In place of `prettier/standalone`, which gets faster with use: what we import of it. */
export const { format } = await loadNative('prettier/standalone');
