import { loadNative } from './load-native.js';

/** In place of the package `eslint`: what we import of it. */
export const { Linter } = await loadNative('eslint');
