import vm from 'node:vm';

/** Imports a package as Node does: once for all test files of a worker, where Jest reads it for each. */
export const loadNative = vm.runInThisContext('(specifier) => import(specifier)', {
  filename: import.meta.filename,
  importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
