import type { Api, Parameter } from '../model/api.js';
import { addressParameters, parseAddress } from '../model/address.js';
import { comment, identifier, literal, joinCode, string, tag, code, type Code } from './code.js';
import { documentation, type Documentation } from './documentation.js';
import type { View } from './view.js';
import { camelCase, wordsOf } from './words.js';

/** The server variables that a connection has to be given, as options in camelCase. */
export function variableViews(api: Api): readonly View[] {
  const byName = new Map(
    api.servers.flatMap(({ variables }) => variables.map((each) => [each.name, each] as const)),
  );
  return [...byName.values()].map((variable) => ({
    option: optionName(variable.name),
    key: string(variable.name),
    optional: !isRequired(variable.name, api),
    type: variableType(variable),
    docs: comment(parameterDocumentation(variable)),
  }));
}

export function optionName(name: string): Code {
  return identifier(camelCase(wordsOf(name)) || '_');
}

/** Required where every server has it in its pathname and none has a default for it. */
function isRequired(name: string, api: Api): boolean {
  return api.servers.every(({ pathname = '', variables }) => {
    const variable = variables.find((each) => each.name === name);
    const inTopic = addressParameters(parseAddress(pathname)).includes(name);
    return inTopic && variable?.default === undefined;
  });
}

/** What the document says of a server variable or channel parameter. */
export function parameterDocumentation({
  description,
  default: fallback,
}: Parameter): Documentation {
  return documentation(description, fallback === undefined ? [] : [tag('default', fallback)]);
}

/** The type of a server variable or channel parameter. */
export function variableType({ values }: Parameter): Code {
  return values.length === 0 ? code`string` : joinCode(values.map(literal), ' | ');
}
