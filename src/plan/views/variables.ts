import { byCodePoint } from '../../system/code-point-order.js';
import type { Api, Parameter, Server } from '../../model/api.js';
import { addressParameters, parseAddress } from '../../model/address.js';
import { comment, identifier, literal, joinCode, key, tag, code, type Code } from '../code/code.js';
import { documentation, type Documentation } from '../code/documentation.js';
import { mqttServers, variablesOf } from '../../model/mqtt-servers.js';
import { reservedOptions } from '../names/reserved.js';
import { unusedNames } from '../names/unused-names.js';
import type { View } from './view.js';
import { camelCase, wordsOf } from '../names/case.js';

/** Returns the views of the server variables, which are options in camelCase. */
export function variableViews(api: Api): readonly View[] {
  const byName = variablesByName(api);
  const options = optionNames([...byName.keys()]);
  const required = requiredNames(api);
  return [...byName.values()].map((variable) => ({
    option: options.get(variable.name) ?? code`_`,
    key: key(variable.name),
    optional: !required.has(variable.name),
    type: variableType(variable),
    docs: comment(parameterDocumentation(variable)),
  }));
}

/** Returns the options of the required variables, each with an example value as code. */
export function requiredVariables(
  api: Api,
): readonly { readonly option: string; readonly value: string }[] {
  const variables = variablesByName(api);
  const options = optionNames([...variables.keys()]);
  return [...requiredNames(api)].flatMap((name) => {
    const [value = name] = variables.get(name)?.values ?? [];
    const option = options.get(name);
    return option === undefined ? [] : [{ option, value: JSON.stringify(value) }];
  });
}

function variablesByName(api: Api): ReadonlyMap<string, Parameter> {
  return new Map(
    mqttServers(api).flatMap((server) =>
      variablesOf(server).map((each) => [each.name, each] as const),
    ),
  );
}

/** Names the options in camelCase. A name that is another option or variable is changed. */
function optionNames(variables: readonly string[]): ReadonlyMap<string, Code> {
  const unused = unusedNames(reservedOptions);
  const named = variables.toSorted(byCodePoint).map((variable) => {
    const wanted = camelCase(wordsOf(variable)) || 'variable';
    const name = unused(reservedOptions.has(wanted) ? `${wanted}Variable` : wanted);
    return [variable, identifier(name)] as const;
  });
  return new Map(named);
}

/**
 * Returns the required variables: those that every server has in its pathname or last will without
 * a default.
 */
function requiredNames(api: Api): ReadonlySet<string> {
  const [first = new Set<string>(), ...others] = mqttServers(api).map(requiredBy);
  return new Set([...first].filter((name) => others.every((names) => names.has(name))));
}

function requiredBy({ pathname = '', variables, mqtt }: Server): ReadonlySet<string> {
  const withDefault = new Set(
    variables.filter((each) => each.default !== undefined).map(({ name }) => name),
  );
  const topics = [pathname, mqtt.lastWill?.topic ?? ''];
  const names = topics.flatMap((topic) => addressParameters(parseAddress(topic)));
  return new Set(names.filter((name) => !withDefault.has(name)));
}

/** Returns the documentation of a server variable or channel parameter. */
export function parameterDocumentation({
  description,
  default: fallback,
}: Parameter): Documentation {
  return documentation(description, fallback === undefined ? [] : [tag('default', fallback)]);
}

/** Returns the type of a server variable or channel parameter. */
export function variableType({ values }: Parameter): Code {
  return values.length === 0 ? code`string` : joinCode(values.map(literal), ' | ');
}
