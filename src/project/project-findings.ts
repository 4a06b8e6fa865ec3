import { diagnostic } from '../diagnostics/catalogue.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { ImportExtension } from '../plan/import-extension.js';
import type { Project } from './project.js';

/** The year of ECMAScript that the runtime uses. */
const LIBRARY = 2022;
/** The oldest target that has private members and iterates over everything. */
const TARGET = 2015;

/** Finds the settings of a project under which its output cannot compile. */
export function projectFindings(
  { config, facts }: Project,
  extension: ImportExtension,
): readonly Diagnostic[] {
  const place = { file: config, line: 1, column: 1, isWithheld: true } as const;
  const findings: Diagnostic[] = [];
  if (facts.isVerbatim && facts.isCommonJs) {
    const message =
      'The output cannot compile: "verbatimModuleSyntax" refuses "import" and "export" in CommonJS modules, and the files of this project are CommonJS modules.';
    const help =
      'Run "npm pkg set type=module" and use "module": "nodenext", or set "verbatimModuleSyntax": false in tsconfig.json.';
    findings.push(diagnostic('PROJECT_COMMONJS', { message, help, place }));
  }
  if (facts.library < LIBRARY || facts.target < TARGET) {
    const message = `The output cannot compile: it needs the library of ES${LIBRARY}, and a target of ES${TARGET} or newer.`;
    const help = 'Set "target": "es2022" in tsconfig.json, or add "es2022" to its "lib".';
    findings.push(diagnostic('PROJECT_TARGET', { message, help, place }));
  }
  if (facts.resolution === 'classic') {
    const message =
      'The output cannot compile: "moduleResolution" is "classic", which does not find the packages that the output imports.';
    const help = 'Set "module": "nodenext", or "moduleResolution": "bundler", in tsconfig.json.';
    findings.push(diagnostic('PROJECT_RESOLUTION', { message, help, place }));
  }
  const fault = extensionFault(facts, extension);
  if (fault !== undefined) findings.push(diagnostic('PROJECT_EXTENSION', { ...fault, place }));
  return findings;
}

function extensionFault(
  { allowsTs, needsExtension }: Project['facts'],
  extension: ImportExtension,
): Pick<Diagnostic, 'message' | 'help'> | undefined {
  if (extension === 'ts' && !allowsTs) {
    return {
      message: 'The output cannot compile: its imports end with ".ts", which this project refuses.',
      help: 'Set "rewriteRelativeImportExtensions": true in tsconfig.json, or omit --import-extension.',
    };
  }
  if (extension !== 'none' || !needsExtension) return undefined;
  return {
    message:
      'The output cannot compile: its imports have no extension, which ES modules on Node need.',
    help: 'Omit --import-extension, or pass --import-extension js.',
  };
}
