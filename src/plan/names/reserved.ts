/** Members of every object. An option with such a name would seem to be set even in `{}`. */
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
 * `templates/runtime/`, the static methods of generated classes, and names with a meaning in
 * JavaScript.
 */
export const reservedMembers: ReadonlySet<string> = new Set([
  ...objectMembers,
  'catch',
  'close',
  'connect',
  'counters',
  'finally',
  'handle',
  'history',
  'on',
  'prototype',
  'publish',
  'request',
  'requestAll',
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

/** The options of connections and mock servers, which no server variable may be named after. */
export const reservedOptions: ReadonlySet<string> = new Set([
  ...objectMembers,
  'acknowledge',
  'adapt',
  'behaviours',
  'client',
  'connectTimeoutMs',
  'credentials',
  'everest',
  'formatReply',
  'handlers',
  'heartbeatMs',
  'historyBytes',
  'historyLimit',
  'incoming',
  'log',
  'logger',
  'maxPayloadBytes',
  'maxPending',
  'maxPendingBytes',
  'mqtt',
  'offlineQueue',
  'onError',
  'onInvalidMessage',
  'onStateChange',
  'qos',
  'quirks',
  'reconnect',
  'replyTopic',
  'server',
  'sharedSubscription',
  'telemetry',
  'timeoutMs',
  'topicPrefix',
  'url',
]);

/** Reserved words of ECMAScript modules: no name that a module could import. */
export const reservedWords: ReadonlySet<string> = new Set(
  [
    'arguments await break case catch class const continue debugger default delete do else enum eval',
    'export extends false finally for function if implements import in instanceof interface let new',
    'null package private protected public return static super switch this throw true try typeof var',
    'void while with yield',
  ].flatMap((line) => line.split(' ')),
);
