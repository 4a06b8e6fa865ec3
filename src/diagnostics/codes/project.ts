import { codeTable } from '../code-table.js';

/** Findings of `generate` about the project that the output is for: its settings for TypeScript. */
export const projectCodes = codeTable({
  PROJECT_COMMONJS: {
    severity: 'warning',
    title: 'The project refuses ES modules',
    explanation:
      'The compiler option "verbatimModuleSyntax" keeps imports as they are written, and CommonJS modules have no "import". Files are CommonJS modules under "module": "commonjs", and under "nodenext" unless the package.json has "type": "module". "npm init" and "tsc --init" together create such a project. Run "npm pkg set type=module" and use "module": "nodenext", or switch the option off: then "import" becomes "require".',
  },
  PROJECT_TARGET: {
    severity: 'warning',
    title: 'The project declares a language that is too old',
    explanation:
      'The output uses the library of ES2022, and syntax that targets before ES2015 do not have. Set "target": "es2022" in tsconfig.json. If the target has to stay, add "es2022" to "lib".',
  },
  PROJECT_RESOLUTION: {
    severity: 'warning',
    title: 'The project does not find packages',
    explanation:
      'With "moduleResolution": "classic", which TypeScript 5 assumes for ES modules if no other is set, packages in node_modules are not found. Set "module": "nodenext" for Node, or "moduleResolution": "bundler" for a bundler.',
  },
  PROJECT_EXTENSION: {
    severity: 'warning',
    title: 'The project refuses the extension of imports',
    explanation:
      'Imports with ".ts" need the compiler option "allowImportingTsExtensions" or "rewriteRelativeImportExtensions". ES modules on Node need an extension. Without --import-extension, "generate" chooses the one that the project accepts.',
  },
});
