/** The configuration that EVerest runs from: what the mock makes of it, and what is wrong with it. */
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../../src/mock/everest/setup/read-config.js';
import type { EverestSetup } from '../../../src/mock/everest/setup/setup.js';
import { putFiles } from '../../cli/bin.js';
import { root } from '../../support/project.js';
import { temporaryFolders } from '../../write/temporary-folder.js';

const newFolder = temporaryFolders();

async function setupOf(path: string): Promise<EverestSetup> {
  const { setup, findings } = await readConfig(path, path);
  if (setup === undefined) throw new Error(JSON.stringify(findings));
  return setup;
}

/** Returns what is found in a configuration: place, message and fix. */
async function findingsIn(text: string): Promise<readonly string[]> {
  const folder = newFolder();
  putFiles(folder, { 'config.yaml': text });
  const { findings = [] } = await readConfig(join(folder, 'config.yaml'), 'config.yaml');
  return findings.map(({ code, place, message, help }) => {
    return `${place?.line}:${place?.column} ${code} ${message} ${help?.split(' docs/')[0]}`;
  });
}

describe('a configuration with two EVSEs', () => {
  const reading = setupOf(join(root, 'test/mock/everest/two-evses.yaml'));

  it('has an EVSE for each EvseManager', async () => {
    expect((await reading).evses).toEqual([
      { id: 1, manager: 'evse_manager_1', board: 'yeti_simulator', evse_id: 'DE*TST*E0001' },
      {
        ...{ id: 2, manager: 'evse_manager_2', board: 'bsp_api_2', evse_id: 'DE*TST*E0002' },
        charge_mode: 'DC',
      },
    ]);
  });

  it('couples API modules with the EVSEs that connections lead to or come from', async () => {
    const { modules } = await reading;
    expect(Object.fromEntries(modules.map(({ id, evses }) => [id, evses ?? 'all']))).toEqual({
      ...{ evse_1: [1], evse_2: [2], bsp_api_2: [2], meter_api_2: [2], imd_api_2: [2] },
      ...{ supply_api_2: [2], limits_2: [2], auth_api: [1, 2] },
      ...{ reader: 'all', validator: 'all', errors: 'all', system_api: 'all' },
    });
  });

  it('sets periods and latches, and leaves topics out without an optional connection', async () => {
    const modules = new Map((await reading).modules.map((module) => [module.id, module]));
    expect(modules.get('bsp_api_2')).toMatchObject({ heartbeatMs: 500, checkS: 1, latches: true });
    expect(modules.get('evse_1')).toMatchObject({ heartbeatMs: 1_000, checkS: 5, latches: false });
    const [first, second] = ['evse_1', 'evse_2'].map((id) => modules.get(id)?.absent ?? []);
    expect(first).toEqual(expect.arrayContaining(['dc_mode', 'dlink_ready', 'ac_pp_ampacity']));
    expect(second).not.toContain('dc_mode');
    expect(second).toContain('isolation_measurement');
  });

  it('has beacons of the lowest id, and of all modules that cannot read the configuration', async () => {
    const { modules } = await reading;
    expect(modules.filter(({ sendsBeacon }) => sendsBeacon).map(({ id }) => id)).toEqual([
      ...['bsp_api_2', 'meter_api_2', 'imd_api_2', 'supply_api_2'],
      ...['reader', 'validator', 'auth_api', 'limits_2'],
    ]);
  });
});

it('gives an EVSE without connector_id the lowest number that is free', async () => {
  const folder = newFolder();
  const manager = 'module: EvseManager';
  putFiles(folder, {
    'config.yaml': `active_modules:\n  a: { ${manager} }\n  b: { ${manager}, config_module: { connector_id: 1 } }\n  s: { module: system_API }\n`,
  });
  const { evses } = await setupOf(join(folder, 'config.yaml'));
  expect(evses.map(({ id, manager: name }) => [name, id])).toEqual([
    ['a', 2],
    ['b', 1],
  ]);
});

describe('mistakes have a place and a fix', () => {
  it.each([
    [
      'modules: {}\n',
      '1:1 EVEREST_CONFIG_INVALID The configuration is not valid: active_modules is required. Add active_modules.',
    ],
    [
      'active_modules:\n  a: { module: EvseManager, config_module: { charge_mode: ac } }\n',
      '2:46 EVEREST_CONFIG_INVALID The configuration is not valid: charge_mode must be one of AC, DC, but is "ac". Expected: one of AC, DC.',
    ],
    [
      'active_modules:\n  a: { module: EvseManager }\n',
      '1:1 EVEREST_CONFIG_INVALID The configuration has no API module, so there is nothing to mock. Add a module whose name ends in _API, e.g. evse_manager_consumer_API.',
    ],
    [
      'active_modules:\n  evse_manager: { module: EvseManager }\n  api:\n    module: evse_manager_consumer_API\n    connections:\n      evse_manager: [{ module_id: evse_manger, implementation_id: evse }]\n',
      '6:24 EVEREST_CONFIG_INVALID There is no module evse_manger. Did you mean evse_manager?',
    ],
    [
      'active_modules:\n  api: { module: evse_manager_consumer_API }\n',
      '2:3 EVEREST_CONFIG_INVALID The module api is not connected to an EvseManager. Connect its requirement evse_manager to a module that is an EvseManager.',
    ],
    [
      'active_modules:\n  a: { module: EvseManager, config_module: { connector_id: 1 } }\n  b: { module: EvseManager, config_module: { connector_id: 1 } }\n  s: { module: system_API }\n',
      '3:46 EVEREST_CONFIG_INVALID b and a have the same connector_id, 1. Give each EvseManager a connector_id of its own.',
    ],
    [
      'active_modules:\n  a/b: { module: system_API }\n',
      '2:3 EVEREST_CONFIG_INVALID The module id a/b cannot be a level of a topic. Rename it, without the characters / + and #.',
    ],
  ])('%j', async (text, expected) => {
    expect(await findingsIn(text)).toEqual([expected]);
  });
});
