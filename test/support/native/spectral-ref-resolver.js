import { loadNative } from './load-native.js';

/** In place of the package `@stoplight/spectral-ref-resolver`, which the parser has read already. */
export const { Resolver } = (await loadNative('@stoplight/spectral-ref-resolver')).default;
