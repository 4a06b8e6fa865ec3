import type { Rules } from './rule.js';

/** Changes of a whole document, and of its servers. */
export const documentRules = {
  API_REMOVED: {
    title: 'A document is gone',
    always: [
      'breaking',
      'breaking',
      'nobody answers its topics, and its bindings are not generated',
    ],
  },
  API_ADDED: {
    title: 'A document is new',
    always: ['safe', 'safe', 'it has bindings of its own'],
  },
  CLIENT_REMOVED: {
    title: 'No server of the document speaks MQTT any more',
    always: ['breaking', 'breaking', 'the client and the mock server are not generated'],
  },
  CLIENT_ADDED: {
    title: 'A server of the document speaks MQTT now',
    always: ['safe', 'safe', 'a client and a mock server are generated'],
  },
  VERSION_UNDERSTATED: {
    title: 'The version claims less than the changes amount to',
    always: [
      'safe',
      'safe',
      'it breaks nothing itself, but those who go by it do not expect the changes',
    ],
  },
  PATHNAME_CHANGED: {
    title: 'The pathname of a server changed, with which every topic begins',
    always: ['breaking', 'safe', 'old and new programs use different topics'],
  },
  SERVER_ADDRESS_CHANGED: {
    title: 'Host or protocol of a server changed',
    always: ['risky', 'safe', 'a client that connects without `url` still goes to the old address'],
  },
  SERVER_SETTINGS_CHANGED: {
    title: 'The MQTT binding of a server changed, e.g. its last will',
    always: ['risky', 'safe', 'old clients connect with the old settings'],
  },
  SERVER_REMOVED: {
    title: 'A server is gone',
    always: ['risky', 'safe', 'clients that select it by `server` cannot connect after an update'],
  },
  SERVER_ADDED: {
    title: 'A server is new',
    always: ['safe', 'safe', 'clients can select it by `server`'],
  },
  VARIABLE_ADDED: {
    title: 'A server variable without default was added',
    always: ['safe', 'breaking', 'the option is required when you connect'],
  },
  OPTIONAL_VARIABLE_ADDED: {
    title: 'A server variable was added that connecting does not need',
    always: ['safe', 'safe', 'you may set it when you connect'],
  },
  VARIABLE_REMOVED: {
    title: 'A server variable is gone',
    always: ['safe', 'breaking', 'the option does not exist any more'],
  },
  VARIABLE_VALUE_REMOVED: {
    title: 'A server variable lost a value',
    always: ['breaking', 'breaking', 'you cannot set it any more'],
  },
  VARIABLE_VALUE_ADDED: {
    title: 'A server variable gained a value',
    always: ['safe', 'safe', 'you may set it now'],
  },
  VARIABLE_DEFAULT_CHANGED: {
    title: 'The default of a server variable or channel parameter changed',
    always: ['risky', 'risky', 'whoever leaves it out uses other topics than before'],
  },
  VARIABLE_REQUIRED: {
    title: 'A server variable or channel parameter lost its default',
    always: ['safe', 'breaking', 'code that leaves it out no longer compiles'],
  },
  VARIABLE_OPTIONAL: {
    title: 'A server variable or channel parameter got a default',
    always: ['safe', 'safe', 'you may leave it out now'],
  },
} as const satisfies Rules;
