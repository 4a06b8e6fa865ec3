import type { DiagnosticCode } from '../../diagnostics/catalogue.js';

interface Rule {
  readonly code: DiagnosticCode;
  readonly help: string;
}

/** The code and the help for each rule of the parser, by its name without the version. */
const rules: Readonly<Record<string, Rule>> = {
  'operation-messages-from-referred-channel': {
    code: 'OPERATION_MESSAGE_FOREIGN',
    help: 'Refer to a message of the channel of this operation: #/channels/<channel>/messages/<message>.',
  },
  'required-operation-channel-unambiguity': {
    code: 'OPERATION_CHANNEL_PLACE',
    help: 'Refer to one of the root channels: #/channels/<channel>.',
  },
  'required-channel-servers-unambiguity': {
    code: 'CHANNEL_SERVER_UNKNOWN',
    help: 'Refer to one of the root servers: #/servers/<server>.',
  },
  'channel-servers': {
    code: 'CHANNEL_SERVER_UNKNOWN',
    help: 'Name servers that are defined under "servers".',
  },
  'channel-no-query-nor-fragment': {
    code: 'CHANNEL_KEY',
    help: 'Take "?" and "#" out of the name of the channel.',
  },
  'channel-parameters': {
    code: 'CHANNEL_PARAMETERS',
    help: 'Make the {names} in the address and the keys of "parameters" the same.',
  },
  'server-variables': {
    code: 'SERVER_VARIABLES',
    help: 'Make the {names} in the URL and the keys of "variables" the same.',
  },
  'server-security': {
    code: 'SECURITY_UNKNOWN',
    help: 'Define the scheme under components.securitySchemes, or correct its name.',
  },
  'operation-security': {
    code: 'SECURITY_UNKNOWN',
    help: 'Define the scheme under components.securitySchemes, or correct its name.',
  },
  'operation-operationId-uniqueness': {
    code: 'ID_NOT_UNIQUE',
    help: 'Give each operation an operationId of its own.',
  },
  'message-messageId-uniqueness': {
    code: 'ID_NOT_UNIQUE',
    help: 'Give each message a messageId of its own.',
  },
};

/** The rule that a finding of the parser stems from, e.g. `asyncapi3-channel-parameters`. */
export function ruleOf(name: string): Rule | undefined {
  const short = name.replace(/^asyncapi\d*-/, '');
  return Object.hasOwn(rules, short) ? rules[short] : undefined;
}
