import { isArray, isObject, member, optional, type Json } from '../../../json/json.js';
import { isRecord } from '../../../system/record.js';
import type { SourceFile } from '../../../load/source/source-file.js';
import type { GivenSettings, GivenStation } from '../station/settings.js';
import type { Action, Expected, Scenario, Step } from './scenario.js';

/** Reads a scenario from a file that its JSON Schema has accepted. */
export function parseScenario(file: SourceFile, name: string): Scenario {
  const { data } = file;
  const steps = member(data, 'steps');
  return {
    name,
    description: textOf(member(data, 'description')) ?? '',
    station: stationIn(member(data, 'station')),
    steps: isArray(steps) ? steps.map((step, index) => parseStep(file, step, index)) : [],
  };
}

function parseStep(file: SourceFile, step: Json, index: number): Step {
  const given = (name: string): Json | undefined => member(step, name);
  return {
    place: file.place(`/steps/${index}`),
    ...optional('at', numberOf(given('at'))),
    ...optional('after', numberOf(given('after'))),
    ...optional('within', numberOf(given('within'))),
    ...optional('evse', numberOf(given('evse'))),
    ...optional('reply', given('reply')),
    ...optional('when', expectedIn(given('when'))),
    ...optional('do', actionIn(given('do'))),
  };
}

function expectedIn(value: Json | undefined): Expected | undefined {
  const [entry] = Object.entries(isObject(value) ? value : {});
  return entry && { variable: entry[0], members: entry[1] };
}

/** Reads what stands at `do`: a word, or an action with its arguments. */
export function actionIn(value: unknown): Action | undefined {
  if (typeof value === 'string') return { name: value, details: {} };
  const [entry] = Object.entries(isRecord(value) ? value : {});
  return entry && { name: entry[0], details: entry[1] };
}

function stationIn(value: Json | undefined): GivenStation {
  const evses = member(value, 'evses');
  return { ...settingsIn(value), ...(isArray(evses) && { evses: evses.map(settingsIn) }) };
}

/** The schema allows only what settings may be. */
function settingsIn(value: Json | undefined): GivenSettings {
  const text = (name: string): string | undefined => textOf(member(value, name));
  const number = (name: string): number | undefined => numberOf(member(value, name));
  const mode = text('charge_mode');
  const rejected = member(value, 'rejected_tokens');
  return {
    ...optional('evse_id', text('evse_id')),
    ...optional('meter_id', text('meter_id')),
    ...(mode === 'AC' || mode === 'DC' ? { charge_mode: mode } : {}),
    ...optional('phases', number('phases')),
    ...optional('max_current_A', number('max_current_A')),
    ...optional('free_service', flagOf(member(value, 'free_service'))),
    ...(isArray(rejected) && { rejected_tokens: rejected.map(String) }),
    ...optional('auth_timeout_s', number('auth_timeout_s')),
    ...optional('has_lock', flagOf(member(value, 'has_lock'))),
    car: carIn(member(value, 'car')),
  };
}

function carIn(value: Json | undefined): NonNullable<GivenSettings['car']> {
  const number = (name: string): number | undefined => numberOf(member(value, name));
  return {
    ...optional('phases', number('phases')),
    ...optional('max_current_A', number('max_current_A')),
    ...optional('reaction_s', number('reaction_s')),
    ...optional('wants_power', flagOf(member(value, 'wants_power'))),
    ...optional('soc', number('soc')),
    ...optional('battery_capacity_Wh', number('battery_capacity_Wh')),
  };
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function flagOf(value: Json | undefined): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
