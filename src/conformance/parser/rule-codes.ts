import type { DiagnosticCode } from '../../diagnostics/catalogue.js';
import {
  channelOfOperation,
  messageOfOperation,
  nameOfServer,
  serverOfChannel,
  type RuleRemedy,
} from './rule-remedies.js';

interface Rule {
  readonly code: DiagnosticCode;
  /** What is wrong, if the message of the parser does not say it well. */
  readonly message?: string | Phrase;
  readonly help: string;
  /** Returns what is assumed. */
  readonly assume?: Phrase;
  /** The line to write, which takes the place of `help`. */
  readonly remedy?: RuleRemedy;
}

/** Returns a sentence, from the message of the rule and the last key of its path. */
type Phrase = (message: string, key: string) => string;

/** The code and the help of each rule of the parser, by the name of the rule without its version. */
const rules: Readonly<Record<string, Rule>> = {
  'operation-messages-from-referred-channel': {
    code: 'OPERATION_MESSAGE_FOREIGN',
    help: 'Refer to a message of the channel of the operation: #/channels/<channel>/messages/<message>.',
    message: 'A message of an operation must be one of the messages of its channel.',
    remedy: messageOfOperation,
  },
  'required-operation-channel-unambiguity': {
    code: 'OPERATION_CHANNEL_PLACE',
    help: 'Refer to a channel under the root "channels": #/channels/<channel>.',
    message: 'The channel of an operation must be one of the root "channels".',
    remedy: channelOfOperation,
  },
  'required-channel-servers-unambiguity': {
    code: 'CHANNEL_SERVER_UNKNOWN',
    help: 'Refer to a server under the root "servers": #/servers/<server>.',
    message: 'A server of a channel must be one of the root "servers".',
    remedy: serverOfChannel,
  },
  'channel-servers': {
    code: 'CHANNEL_SERVER_UNKNOWN',
    help: 'Use names of servers that are defined under the root "servers".',
    message: 'A server of a channel must be one of the root "servers".',
    remedy: nameOfServer,
  },
  'channel-no-query-nor-fragment': {
    code: 'CHANNEL_KEY',
    help: 'Remove "?" and "#" from the name of the channel.',
    assume: () => 'The name is used as it is.',
  },
  'channel-parameters': {
    code: 'CHANNEL_PARAMETERS',
    ...sameNames('parameters', 'address'),
    assume: (message, key) =>
      isUnused(message)
        ? `The parameter "${key}" is ignored, since the address lacks it.`
        : `Parameters that are not declared are assumed to be strings${missedIn(message)}.`,
  },
  'server-variables': {
    code: 'SERVER_VARIABLES',
    ...sameNames('variables', 'URL'),
    assume: (message, key) =>
      isUnused(message)
        ? `The variable "${key}" is assumed to have no effect on the URL, which lacks it.`
        : `Variables that are not declared are assumed to be strings${missedIn(message)}.`,
  },
  'server-security': {
    code: 'SECURITY_UNKNOWN',
    help: 'Define the security scheme under "components.securitySchemes", or correct its name.',
  },
  'operation-security': {
    code: 'SECURITY_UNKNOWN',
    help: 'Define the security scheme under "components.securitySchemes", or correct its name.',
  },
  'operation-operationId-uniqueness': {
    code: 'ID_NOT_UNIQUE',
    help: 'Give each operation a different "operationId".',
  },
  'message-messageId-uniqueness': {
    code: 'ID_NOT_UNIQUE',
    help: 'Give each message a different "messageId".',
  },
};

/** Returns the code and the help of a rule by its full name, e.g. `asyncapi3-channel-parameters`. */
export function ruleOf(name: string): Rule | undefined {
  const short = name.replace(/^asyncapi\d*-/, '');
  return Object.hasOwn(rules, short) ? rules[short] : undefined;
}

/** Returns what to say if a text with names in braces, and the field that declares these, have other names. */
function sameNames(field: string, text: string): Pick<Rule, 'message' | 'help'> {
  return {
    message: (message, key) =>
      isUnused(message)
        ? `"${field}" declares "${key}", but the ${text} has no {${key}}.`
        : `The ${text} has ${field} that "${field}" does not declare${missedIn(message)}.`,
    help: `Use the same names in the ${text}, as {name}, and as keys of "${field}".`,
  };
}

/** Whether a rule reports a declaration that nothing uses, instead of missing declarations. */
function isUnused(message: string): boolean {
  return message.includes('has redundant defined');
}

/** Returns the names of missing declarations in the message of a rule, e.g. `: a, b`. */
function missedIn(message: string): string {
  const [, names] = /Missed: (.*)\.$/.exec(message) ?? [];
  return names === undefined ? '' : `: ${names}`;
}
