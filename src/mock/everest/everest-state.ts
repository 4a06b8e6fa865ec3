import type { ModuleState } from './modules/api-module.js';
import type { Profile } from './quirks.js';
import type { StationState } from './station-watch.js';

/** What EVerest shows of itself. */
export interface EverestState {
  readonly profile: Profile;
  /** Whether EVerest runs; while it restarts, it does not. */
  readonly isOn: boolean;
  readonly station: StationState;
  readonly modules: readonly ModuleState[];
}
