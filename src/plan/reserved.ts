/**
 * Names that no method of a generated class may have: the members of the base classes in
 * `templates/runtime/` and of the generated ones, and those that JavaScript gives a meaning.
 */
export const reservedMembers: ReadonlySet<string> = new Set([
  'ask',
  'catch',
  'close',
  'connect',
  'constructor',
  'finally',
  'handle',
  'hasOwnProperty',
  'history',
  'isPrototypeOf',
  'on',
  'propertyIsEnumerable',
  'prototype',
  'publish',
  'request',
  'reset',
  'respond',
  'send',
  'start',
  'state',
  'stream',
  'subscribe',
  'then',
  'toJSON',
  'toLocaleString',
  'toString',
  'valueOf',
]);

/** What the options of a connection or a mock server have of their own: no server variable's name. */
export const reservedOptions: ReadonlySet<string> = new Set([
  'behaviours',
  'client',
  'connectTimeoutMs',
  'everest',
  'heartbeatMs',
  'historyLimit',
  'log',
  'mqtt',
  'onError',
  'onInvalid',
  'qos',
  'replyTopic',
  'server',
  'timeoutMs',
  'url',
]);
