import { loadNative } from './load-native.js';

/** In place of the package `@asyncapi/parser`, which takes half a second to be read: what we import of it. */
export const { Parser } = (await loadNative('@asyncapi/parser')).default;
