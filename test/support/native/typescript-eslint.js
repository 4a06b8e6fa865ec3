import { loadNative } from './load-native.js';

/** In place of the package `typescript-eslint`, which reads `typescript`: what we import of it. */
const { default: tseslint } = await loadNative('typescript-eslint');
export default tseslint;
