import { fileURLToPath } from 'node:url';
import { join, resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import type { Profile, QuirkName } from '../mock/everest/quirks.js';
import type { ReadScenario } from '../mock/everest/scenario/read-scenario.js';
import type { ReadConfig } from '../mock/everest/setup/read-config.js';
import { packageFolder } from '../system/package-folder.js';
import type { CommandFolders } from './reach.js';
import type { SideOption } from './side-option.js';
import { UsageError } from './usage-error.js';

/** The options of the mock EVerest. */
export interface EverestOptions {
  readonly everest?: true;
  readonly profile?: Profile;
  readonly everestConfig?: string;
  readonly scenario?: string;
  readonly speed?: number;
  readonly quirk?: Readonly<Record<string, boolean>>;
}

/** The option with the values of server variables. */
export interface VariableOption {
  readonly var?: Readonly<Record<string, string>>;
}

const profiles: readonly Profile[] = ['main', '2026.02', 'spec'];

/** Adds the options of the mock EVerest to the command `mock`. */
export function addEverestOptions(command: Command): Command {
  return command
    .option(
      '--everest',
      "act as EVerest: its API modules, coupled by a simulated charging station; without documents, the package's",
    )
    .addOption(
      new Option(
        '--profile <release>',
        'with --everest: the release whose quirks to show, or spec for none (default: main)',
      ).choices(profiles),
    )
    .option(
      '--everest-config <file>',
      'with --everest: the configuration that EVerest runs from; offers the API modules that it lists',
    )
    .option(
      '--scenario <name|file>',
      'with --everest: what happens at the station, e.g. ac-basic, or a YAML file of yours',
    )
    .option(
      '--speed <factor>',
      'with --everest: how fast time passes for the station (default: 1)',
      parseSpeed,
    )
    .option(
      '--quirk <name=on|off>',
      'with --everest: switch a quirk, whatever the profile says; may be repeated',
      addQuirk,
    );
}

/** The documents of the package whose other side is a driver. */
const PROVIDING = [
  ...['auth_token_provider_API', 'auth_token_validator_API', 'display_message_API'],
  ...['evse_board_support_API', 'isolation_monitor_API', 'power_supply_DC_API', 'powermeter_API'],
];

/** Returns the documents to mock: those given, or EVerest's of this package. */
export function specsOf(
  given: readonly string[],
  { everest, side }: EverestOptions & SideOption,
): readonly string[] {
  if (given.length > 0) return given;
  const names = side === 'counterpart' ? PROVIDING : ['*'];
  const folder = join(fileURLToPath(packageFolder()), 'specs/everest');
  if (everest === true) return names.map((name) => join(folder, `${name}.yaml`));
  throw new UsageError(
    'No document is given.',
    'Pass AsyncAPI documents, or --everest for those of EVerest that this package has.',
  );
}

/** Throws a `UsageError` for options that only the mock EVerest has, and for those that it cannot have. */
export function refuseCombinations(options: EverestOptions & SideOption & VariableOption): void {
  if (options.everestConfig !== undefined && options.var?.['module_id'] !== undefined) {
    throw new UsageError(
      '--everest-config names the modules, and --var module_id would name them again.',
      'Leave one of them out.',
    );
  }
  if (options.everest === true && options.side === 'counterpart') refuseStation(options);
  if (options.everest === true) return;
  const option = firstGiven(options, ['profile', 'scenario', 'everestConfig', 'speed', 'quirk']);
  if (option === undefined) return;
  throw new UsageError(`--${option} needs --everest.`, 'Add --everest, or leave this option out.');
}

/** Drivers have no station, so nothing happens at it. */
function refuseStation(options: EverestOptions): void {
  const option = firstGiven(options, ['scenario', 'everestConfig', 'speed']);
  if (option === undefined) return;
  throw new UsageError(
    `--${option} is about EVerest, and --side counterpart acts as its drivers.`,
    'Leave one of them out.',
  );
}

/** Returns the first of some options that is given, as users write it. */
function firstGiven(
  options: EverestOptions,
  names: readonly (keyof EverestOptions)[],
): string | undefined {
  const given = names.find((name) => options[name] !== undefined);
  return given === 'everestConfig' ? 'everest-config' : given;
}

/** Reads the configuration of an option. */
export async function readGivenConfig(given: string, { cwd }: CommandFolders): Promise<ReadConfig> {
  const { readConfig } = await import('../mock/everest/setup/read-config.js');
  return readConfig(resolve(cwd, given), given);
}

/** Reads the scenario of an option: one of this package by its name, or a file. */
export async function readGiven(given: string, { cwd }: CommandFolders): Promise<ReadScenario> {
  const { readScenario } = await import('../mock/everest/scenario/read-scenario.js');
  const { SCENARIO_FOLDER, shippedScenarios } = await import('../mock/everest/scenario/shipped.js');
  if (/[/\\]|\.ya?ml$/i.test(given)) return readScenario(resolve(cwd, given), given);
  const shipped = await shippedScenarios();
  if (shipped.includes(given)) {
    return readScenario(fileURLToPath(new URL(`${given}.yaml`, SCENARIO_FOLDER)), given);
  }
  const similar = didYouMean(given, shipped);
  throw new UsageError(
    `There is no scenario ${given}.`,
    `${similar === undefined ? '' : `Did you mean ${similar}? `}Pass a file that ends in .yaml, or one of: ${shipped.join(', ')}.`,
  );
}

/** Returns the switched quirks; throws a `UsageError` for an unknown name. */
export async function switchesOf({
  quirk = {},
}: EverestOptions): Promise<Partial<Record<QuirkName, boolean>>> {
  const { isQuirk, QUIRKS } = await import('../mock/everest/everest.js');
  const switches: Partial<Record<QuirkName, boolean>> = {};
  for (const [name, isOn] of Object.entries(quirk)) {
    if (isQuirk(name)) switches[name] = isOn;
    else {
      const help = `Use one of: ${Object.keys(QUIRKS).join(', ')}.`;
      throw new UsageError(`There is no quirk ${name}.`, help);
    }
  }
  return switches;
}

function parseSpeed(text: string): number {
  const speed = Number(text);
  if (/^\d+(?:\.\d+)?$/.test(text) && speed >= 0.01 && speed <= 1_000) return speed;
  throw new InvalidArgumentError('A speed must be a number from 0.01 to 1000.');
}

function addQuirk(
  text: string,
  known: Readonly<Record<string, boolean>> = {},
): Readonly<Record<string, boolean>> {
  const [, name, value] = /^([^=]+)=(on|off)$/.exec(text) ?? [];
  if (name !== undefined) return { ...known, [name]: value === 'on' };
  throw new InvalidArgumentError(
    'A quirk must have the form name=on or name=off, e.g. session-resumed-colon=off.',
  );
}
