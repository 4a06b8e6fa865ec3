import type { Place } from '../../../diagnostics/diagnostic.js';
import { optional } from '../../../json/json.js';
import type { Cancel, Clock } from '../../clock/clock.js';
import { objectOf } from '../station/members.js';
import type { Output } from '../station/output.js';
import { EVSE_MANAGER } from '../station/session-reports.js';
import { UnknownEvseError } from '../station/station.js';
import { ACTIONS, type Stage } from './actions.js';
import { matches } from './matches.js';
import type { Action, Scenario, Step } from './scenario.js';

/** What a scenario works with. */
export interface RunParts extends Stage {
  readonly clock: Clock;
  readonly report: (event: RunEvent) => void;
}

/** What becomes of a scenario: a step is done, an expectation is not met, or the last step is done. */
export type RunEvent =
  | { readonly kind: 'done'; readonly action: Action; readonly reply: unknown }
  | { readonly kind: 'failed'; readonly message: string; readonly place: Place }
  | { readonly kind: 'finished'; readonly failures: number };

/** How long a step waits for a message. */
const WITHIN_S = 60;

/** Runs the steps of a scenario, one after the other. */
export class ScenarioRun {
  readonly #scenario: Scenario;
  readonly #parts: RunParts;
  readonly #start: number;
  /** The latest values of each EVSE, by number and variable. */
  readonly #latest = new Map<string, unknown>();
  /** What was published since the last step. */
  #recent: Output[] = [];
  #failures = 0;
  #waiting: { readonly step: Step; readonly resume: () => void } | undefined;
  #cancel: Cancel = () => undefined;

  /** Starts with the first step. */
  constructor(scenario: Scenario, parts: RunParts) {
    this.#scenario = scenario;
    this.#parts = parts;
    this.#start = parts.clock.now();
    this.#begin(0);
  }

  /** Takes in what the station publishes. */
  observe(output: Output): void {
    const { api, variable, payload, evse } = output;
    if (api === EVSE_MANAGER) this.#latest.set(this.#nameOf(variable, evse), payload);
    this.#recent.push(output);
    if (this.#waiting !== undefined && this.#fits(output, this.#waiting.step))
      this.#waiting.resume();
  }

  /** Takes back the steps that are left. */
  stop(): void {
    this.#cancel();
    this.#waiting = undefined;
  }

  #begin(index: number): void {
    const step = this.#scenario.steps[index];
    if (step === undefined) {
      this.#parts.report({ kind: 'finished', failures: this.#failures });
      return;
    }
    const go = (): void => this.#schedule(step, index);
    if (step.when === undefined) go();
    else this.#await(step, go);
  }

  /** Waits for a message, which may have been published since the last step. */
  #await(step: Step, go: () => void): void {
    const { clock } = this.#parts;
    const { within = WITHIN_S, when } = step;
    const resume = (): void => {
      this.#waiting = undefined;
      this.#recent = [];
      this.#cancel();
      // Whoever publishes is not done yet.
      this.#cancel = clock.after(0, go);
    };
    if (this.#recent.some((output) => this.#fits(output, step))) return resume();
    this.#waiting = { step, resume };
    this.#cancel = clock.after(within * 1_000, () => {
      const missing = `${when?.variable} ${JSON.stringify(when?.members)}`;
      this.#fail(step, `Nothing was published within ${within} s that fits ${missing}`);
      resume();
    });
  }

  #schedule(step: Step, index: number): void {
    const { clock } = this.#parts;
    const wait = (step.after ?? 0) * 1_000;
    const due = step.at === undefined ? clock.now() : this.#start + step.at * 1_000;
    this.#cancel = clock.after(Math.max(0, due + wait - clock.now()), () => {
      this.#perform(step);
      this.#begin(index + 1);
    });
  }

  #perform(step: Step): void {
    const action = step.do;
    if (action === undefined) return;
    if (action.name === 'assert') return this.#assert(step, action.details);
    this.#recent = [];
    const reply = this.#try(step, action);
    this.#parts.report({ kind: 'done', action, reply });
    if (step.reply === undefined || matches(reply, step.reply)) return;
    const [got, wanted] = [JSON.stringify(reply), JSON.stringify(step.reply)];
    this.#fail(step, `The reply to ${action.name} is ${got}, and must be ${wanted}`);
  }

  /** An action fails if the station has no EVSE of its number. */
  #try(step: Step, { name, details }: Action): unknown {
    const { evse } = step;
    try {
      return ACTIONS[name]?.(this.#parts, { ...optional('evse', evse), ...objectOf(details) });
    } catch (error) {
      if (!(error instanceof UnknownEvseError)) throw error;
      this.#fail(step, error.message);
      return undefined;
    }
  }

  #assert(step: Step, details: unknown): void {
    for (const [variable, members] of Object.entries(details ?? {})) {
      const latest = this.#latest.get(this.#nameOf(variable, step.evse));
      if (matches(latest, members)) continue;
      const [got, wanted] = [JSON.stringify(latest), JSON.stringify(members)];
      this.#fail(step, `The latest ${variable} is ${got ?? 'missing'}, and must have ${wanted}`);
    }
  }

  #fail({ place }: Step, message: string): void {
    this.#failures += 1;
    this.#parts.report({ kind: 'failed', message, place });
  }

  /** Whether a message is the one that a step waits for. */
  #fits({ api, variable, payload, evse }: Output, step: Step): boolean {
    const { when } = step;
    return (
      when !== undefined &&
      api === EVSE_MANAGER &&
      this.#nameOf(variable, evse) === this.#nameOf(when.variable, step.evse) &&
      matches(payload, when.members)
    );
  }

  /** Returns the name of a variable of an EVSE; by default, that of the first one. */
  #nameOf(variable: string, evse = this.#parts.station.evse().id): string {
    return `${evse}/${variable}`;
  }
}
