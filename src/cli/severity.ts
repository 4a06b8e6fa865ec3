import { Option, type Command } from 'commander';
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.js';

/** The severities, least severe first. */
const SEVERITIES = ['info', 'warning', 'error'] as const satisfies readonly Severity[];

/** The options that decide which findings are shown, and which fail a run. */
export interface SeverityOptions {
  readonly severity: Severity;
  readonly failOn: Severity;
}

/** Adds `--severity` and `--fail-on` to a command. */
export function addSeverityOptions(command: Command): Command {
  const shown = new Option('--severity <severity>', 'least severity of findings to show');
  const failing = new Option(
    '--fail-on <severity>',
    'least severity of findings that give exit code 3',
  );
  return command
    .addOption(shown.choices(SEVERITIES).default('info'))
    .addOption(failing.choices(SEVERITIES).default('error'));
}

/** Returns the findings of a severity or a worse one. */
export function findingsFrom(
  severity: Severity,
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  const least = SEVERITIES.indexOf(severity);
  return diagnostics.filter((each) => SEVERITIES.indexOf(each.severity) >= least);
}
