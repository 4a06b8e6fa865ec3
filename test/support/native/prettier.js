import { loadNative } from './load-native.js';

/** In place of the package `prettier`, which gets faster with use: what we import of it. */
export const { check, format } = await loadNative('prettier');
