import { loadNative } from './load-native.js';

/** In place of the package `typescript`: reading it takes a third of a second, and it gets faster with use. */
const { default: typescript } = await loadNative('typescript');
export default typescript;
