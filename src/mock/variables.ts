import type { ApiDescriptor } from '../../templates/runtime/index.js';
import { variablesOf } from '../model/mqtt-servers.js';
import type { ApiPlan } from '../plan/plan.js';

/**
 * Returns the values of the server variables of an API: the given one, else the default of the document, else the
 * name of the API.
 */
export function variableValues(
  { api, names }: ApiPlan,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const fallback = names.folder.replaceAll('-', '_');
  const given = new Map(Object.entries(values));
  return Object.fromEntries(
    api.servers
      .flatMap(variablesOf)
      .map(({ name, default: usual }) => [name, given.get(name) ?? usual ?? fallback]),
  );
}

/** The same, for the descriptor of an API. */
export function valuesFor(
  { name: api, servers }: ApiDescriptor,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const fallback = api.replaceAll('-', '_');
  const given = new Map(Object.entries(values));
  return Object.fromEntries(
    Object.values(servers)
      .flatMap(({ variables = {} }) => Object.entries(variables))
      .map(([name, { default: usual }]) => [name, given.get(name) ?? usual ?? fallback]),
  );
}
