import { withoutCredentials } from '../../../templates/runtime/shown-url.js';
import type { EverestState } from '../everest/everest-state.js';
import { isSent } from '../find-operation.js';
import type { MockedApi } from '../outgoing.js';
import type { RunningMock } from '../mock.js';

/** What runs, as `/state` shows it. */
export interface ControlState {
  /** The URL of the broker without its credentials; `null` if it cannot be shown. */
  readonly broker: string | null;
  readonly apis: readonly ApiState[];
  /** `null` without `--everest`. */
  readonly everest: EverestState | null;
}

interface ApiState {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly state: MockedApi['engine']['state'];
  /** The ids of the operations that `/messages` can send. */
  readonly sends: readonly string[];
}

/** What is controlled. */
export type ControlledMock = Pick<RunningMock, 'url' | 'apis'>;

/** Returns what runs. */
export function stateOf(
  { url, apis }: ControlledMock,
  everest: EverestState | undefined,
): ControlState {
  return {
    broker: withoutCredentials(url) ?? null,
    apis: apis.map(({ name, plan, variables, engine }) => ({
      ...{ name, variables, state: engine.state },
      sends: plan.operations
        .filter(({ operation: { kind } }) => isSent(kind))
        .map(({ operation: { id } }) => id),
    })),
    everest: everest ?? null,
  };
}

/** Returns whether every mock server is connected to its broker. */
export function isHealthy({ apis }: ControlledMock): boolean {
  return apis.every(({ engine }) => engine.state === 'connected');
}
