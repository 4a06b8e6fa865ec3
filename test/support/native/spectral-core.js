import { loadNative } from './load-native.js';

/** In place of the package `@stoplight/spectral-core`, which the parser has read already. */
export const { Spectral } = (await loadNative('@stoplight/spectral-core')).default;
