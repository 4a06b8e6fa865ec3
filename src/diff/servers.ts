import { isMqttApi, mqttServers, variablesOf } from '../model/mqtt-servers.js';
import type { Api, Parameter, Server } from '../model/api.js';
import { requiredVariables } from '../plan/views/variables.js';
import type { Change } from './change.js';
import { changedDefault, comparedValues } from './parameters.js';
import { changeOf, type Facts, quoted } from './report.js';
import type { RuleCode } from './rules/rules.js';
import type { Versions } from './versions.js';

type Add = (code: RuleCode, facts: Facts) => void;

/** Compares the servers that speak MQTT, and their variables. */
export function compareServers(versions: Versions): readonly Change[] {
  const changes: Change[] = [];
  const add: Add = (code, facts) => void changes.push(changeOf(code, facts, versions));
  const [old, fresh] = [versions.old.plan.api, versions.new.plan.api];
  if (isMqttApi(old) !== isMqttApi(fresh)) {
    reportClient(versions, add);
    return changes;
  }
  const { pairs, removed, added } = pairServers(mqttServers(old), mqttServers(fresh));
  for (const [before, after] of pairs) compareServer([before, after], versions, add);
  for (const { id, origin } of removed) {
    add('SERVER_REMOVED', { what: `The server ${quoted(id)} is gone`, old: origin });
  }
  for (const { id, origin } of added) {
    add('SERVER_ADDED', { what: `The server ${quoted(id)} is new`, new: origin });
  }
  compareVariables(versions, add);
  return changes;
}

function reportClient({ old, new: fresh }: Versions, add: Add): void {
  const isGone = isMqttApi(old.plan.api);
  const { client, mock } = (isGone ? old : fresh).plan.names;
  add(isGone ? 'CLIENT_REMOVED' : 'CLIENT_ADDED', {
    what: `The class ${quoted(String(client))} is ${isGone ? 'gone' : 'new'}`,
    symbols: [String(client), String(mock)],
  });
}

/** Pairs servers by their ids; a single one on each side is the same, with another key. */
function pairServers(
  old: readonly Server[],
  fresh: readonly Server[],
): {
  readonly pairs: readonly (readonly [Server, Server])[];
  readonly removed: readonly Server[];
  readonly added: readonly Server[];
} {
  const byId = new Map(fresh.map((server) => [server.id, server]));
  const [one, other] = [old[0], fresh[0]];
  if (one !== undefined && other !== undefined && old.length + fresh.length === 2) {
    return { pairs: [[one, other]], removed: [], added: [] };
  }
  return {
    pairs: old.flatMap((server) => {
      const partner = byId.get(server.id);
      return partner === undefined ? [] : [[server, partner] as const];
    }),
    removed: old.filter(({ id }) => !byId.has(id)),
    added: fresh.filter(({ id }) => !old.some((server) => server.id === id)),
  };
}

function compareServer(
  [old, fresh]: readonly [Server, Server],
  { old: before }: Versions,
  add: Add,
): void {
  const place = { old: old.origin, new: fresh.origin };
  const [path, newPath] = [pathOf(old), pathOf(fresh)];
  if (path !== newPath) {
    const topics = new Set(before.plan.operations.map(({ topic }) => topic)).size;
    add('PATHNAME_CHANGED', {
      what: `The pathname of the server ${quoted(old.id)} changed from ${quoted(path)} to ${quoted(newPath)}, and so ${topics === 1 ? 'does 1 topic' : `do ${topics} topics`}`,
      ...place,
      methods: before.plan.operations.map(({ names }) => names.client),
    });
  }
  const [address, newAddress] = [old, fresh].map(
    ({ protocol, host }) => `${protocol.toLowerCase()}://${host}`,
  );
  if (address !== newAddress) {
    const change = `from ${quoted(address ?? '')} to ${quoted(newAddress ?? '')}`;
    add('SERVER_ADDRESS_CHANGED', {
      what: `The server ${quoted(old.id)} moved ${change}`,
      ...place,
    });
  }
  if (JSON.stringify(old.mqtt) !== JSON.stringify(fresh.mqtt)) {
    const what = `The MQTT binding of the server ${quoted(old.id)} changed`;
    add('SERVER_SETTINGS_CHANGED', { what, ...place });
  }
}

/** Returns the pathname without slashes at its ends, which make no difference in topics. */
function pathOf({ pathname = '' }: Server): string {
  return pathname.replace(/^\/+|\/+$/g, '');
}

/** Compares the options that connecting takes for variables. */
function compareVariables({ old, new: fresh }: Versions, add: Add): void {
  const [before, after] = [variables(old.plan.api), variables(fresh.plan.api)];
  const symbols = [String(old.plan.names.variables)];
  for (const [name, variable] of before) {
    const partner = after.get(name);
    if (partner !== undefined) compareVariable([variable, partner], symbols, add);
    else {
      add('VARIABLE_REMOVED', {
        ...{ what: `The server variable ${quoted(name)} is gone`, old: variable.origin, symbols },
      });
    }
  }
  const required =
    requiredVariables(fresh.plan.api).length > requiredVariables(old.plan.api).length;
  for (const [name, variable] of after) {
    if (before.has(name)) continue;
    const isNeeded = required && variable.default === undefined;
    add(isNeeded ? 'VARIABLE_ADDED' : 'OPTIONAL_VARIABLE_ADDED', {
      ...{ what: `The server variable ${quoted(name)} is new`, new: variable.origin, symbols },
    });
  }
}

function variables(api: Api): ReadonlyMap<string, Parameter> {
  const all = mqttServers(api).flatMap(variablesOf);
  return new Map(all.map((each) => [each.name, each]));
}

function compareVariable(
  [old, fresh]: readonly [Parameter, Parameter],
  symbols: readonly string[],
  add: Add,
): void {
  const report = (code: RuleCode, text: string): void =>
    add(code, {
      what: `The server variable ${quoted(old.name)} ${text}`,
      old: old.origin,
      new: fresh.origin,
      symbols,
    });
  const { added, removed } = comparedValues(old, fresh);
  if (added !== '') report('VARIABLE_VALUE_ADDED', `gained ${added}`);
  if (removed !== '') report('VARIABLE_VALUE_REMOVED', `lost ${removed}`);
  const change = changedDefault(old, fresh);
  if (change !== undefined) report(...change);
}
