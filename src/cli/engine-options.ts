import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { GivenOverrides } from '../mock/payloads/overrides.js';
import type { ApiPlan } from '../plan/plan.js';
import { addReportFile, type ReportFile } from './mock-report.js';
import type { CommandFolders } from './reach.js';
import { UsageError } from './usage-error.js';

/** The options of mock servers of any document. */
export interface EngineOptions {
  readonly seed?: number;
  readonly overrides?: string;
  readonly every?: Readonly<Record<string, number>>;
  readonly fault?: Readonly<Record<string, string>>;
  readonly report?: readonly ReportFile[];
}

/** Adds what the mock servers of any document can do to the command `mock`. */
export function addEngineOptions(command: Command): Command {
  return command
    .option(
      '--every <operation=seconds>',
      'send a message again and again, e.g. temperature=5; may be repeated',
      addPeriod,
    )
    .option(
      '--overrides <file>',
      'YAML or JSON file with payloads to send instead of samples, by operation',
    )
    .option('--seed <number>', 'seed of all random values (default: 1)', parseSeed)
    .option(
      '--fault <name=value>',
      'let something go wrong with messages, e.g. loss=0.1 or latency=normal:200:50; may be repeated',
      addFault,
    )
    .option(
      '--report <format=file>',
      'at the end, write what clients did wrong, as json or junit; may be repeated',
      addReportFile,
    );
}

/** Throws a `UsageError` for a fault that does not exist, has a wrong value, or cannot be on a broker of the user. */
export async function refuseFaults({
  fault = {},
  broker,
}: EngineOptions & { readonly broker?: string }): Promise<void> {
  if (Object.keys(fault).length === 0) return;
  if (broker !== undefined) {
    throw new UsageError(
      '--fault needs the embedded broker, which is where things go wrong.',
      'Leave out --broker or --fault.',
    );
  }
  const { readFaults } = await import('../mock/faults/table.js');
  try {
    readFaults(fault);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`${error.message}.`, 'docs/mock-server.md lists the faults.');
  }
}

/** Reads the file of overrides, or returns the findings in it; without a file, there are none. */
export async function overridesOf(
  { overrides: given }: EngineOptions,
  plans: readonly ApiPlan[],
  { cwd }: CommandFolders,
): Promise<{ overrides: GivenOverrides } | { findings: readonly Diagnostic[] }> {
  if (given === undefined) return { overrides: {} };
  const { readOverrides } = await import('../mock/payloads/read-overrides.js');
  const { findOverrideFaults } = await import('../mock/payloads/overrides.js');
  const { operationsOfPlan } = await import('../mock/topics-of-plan.js');
  const read = await readOverrides(resolve(cwd, given), given);
  if ('findings' in read) return read;
  const { overrides, explain } = read;
  const faults = findOverrideFaults(overrides, plans.flatMap(operationsOfPlan));
  return faults.length > 0 ? { findings: explain(faults) } : { overrides };
}

function parseSeed(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A seed must be an integer from 0 to 999999999.');
}

function addPeriod(
  text: string,
  known: Readonly<Record<string, number>> = {},
): Readonly<Record<string, number>> {
  const [, name, number = ''] = /^([^=]+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  const seconds = Number(number);
  if (name !== undefined && seconds >= 0.01 && seconds <= 86_400)
    return { ...known, [name]: seconds };
  throw new InvalidArgumentError(
    'It must have the form operation=seconds, with 0.01 to 86400 seconds, e.g. temperature=5.',
  );
}

function addFault(
  text: string,
  known: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return { ...known, [name]: value };
  throw new InvalidArgumentError('A fault must have the form name=value, e.g. loss=0.1.');
}
