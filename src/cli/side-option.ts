import { Option } from 'commander';
import type { ApiSide, InspectOptions } from '../generate.js';

export const SIDES = ['application', 'counterpart'] as const satisfies readonly ApiSide[];

/** The option of the commands that give names to operations. */
export type SideOption = Pick<InspectOptions, 'side'>;

/** Creates the option `--side`. */
export function sideOption(): Option {
  const help =
    'whom the client acts for: the application that the document describes, or its counterpart; the mock server is the other one (default: application)';
  return new Option('--side <side>', help).choices(SIDES);
}

/** Picks the side from all options of a command. */
export function pickSide({ side }: SideOption): SideOption {
  return side === undefined ? {} : { side };
}
