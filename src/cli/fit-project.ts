import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { projectFindings } from '../project/project-findings.js';
import { chooseExtension, detectProject, type ExtensionChoice } from '../project/project.js';
import type { OutputOptions } from './output-options.js';

/** How the output fits into the project of its folder. */
export interface ProjectFit extends ExtensionChoice {
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Adds what the project asks for to the options: the extension of imports, unless one is given, and types for
 * `isolatedDeclarations`. A default stays absent: the manifest and the cache need not know where it comes from.
 */
export async function fitProject(
  out: string,
  options: OutputOptions,
): Promise<{ readonly output: OutputOptions; readonly fit: ProjectFit }> {
  const project = await detectProject(out);
  const { importExtension: given } = options;
  const choice =
    given === undefined
      ? chooseExtension(project)
      : { extension: given, reason: '--import-extension' };
  const { extension } = choice;
  const isDefault = given === undefined && extension === 'js';
  return {
    output: {
      ...options,
      ...(!isDefault && { importExtension: extension }),
      ...(project?.facts.isIsolated === true && { isolatedDeclarations: true }),
    },
    fit: {
      ...choice,
      diagnostics: project === undefined ? [] : projectFindings(project, extension),
    },
  };
}
