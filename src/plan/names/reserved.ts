/** What every object has: `{}` would be taken to hold an option of such a name, and hold a function. */
const objectMembers = [
  'constructor',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  'toString',
  'valueOf',
];

/**
 * Names that no method of a generated class may have: the members of the base classes in
 * `templates/runtime/` and of the generated ones, and those that JavaScript gives a meaning.
 */
export const reservedMembers: ReadonlySet<string> = new Set([
  ...objectMembers,
  'catch',
  'close',
  'connect',
  'finally',
  'handle',
  'history',
  'on',
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
]);

/** What the options of a connection or a mock server have of their own: no server variable's name. */
export const reservedOptions: ReadonlySet<string> = new Set([
  ...objectMembers,
  'behaviours',
  'client',
  'connectTimeoutMs',
  'everest',
  'heartbeatMs',
  'historyBytes',
  'historyLimit',
  'log',
  'maxPayloadBytes',
  'maxPending',
  'maxPendingBytes',
  'mqtt',
  'onError',
  'onInvalid',
  'qos',
  'replyTopic',
  'server',
  'timeoutMs',
  'url',
]);
