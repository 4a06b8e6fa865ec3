/** Names that a document may hold and that are not names in a program, or mean something there. */
const reserved = [
  ...['class', 'default', 'enum', 'function', 'await', 'yield', 'static', 'package', 'null'],
  ...['arguments', 'eval', 'undefined', 'import', 'delete', 'new', 'this', 'async', 'of', 'let'],
];
const known = [
  ...['Error', 'Map', 'Promise', 'Array', 'Record', 'Object', 'Uint8Array', 'Date', 'string'],
  ...['unknown', 'never', 'any', 'Handler', 'Subscription', 'Client', 'Payload', 'Options'],
  ...['ValidationError', 'ApiDescriptor', 'operations', 'samples', 'payload', 'handler', 'options'],
];
const inherited = ['constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'valueOf'];
const numbered = ['0', '7', '007', '1st', '9-lives', '2x', '1.5', '-1', '1e3'];
const dashed = ['a-b', 'a_b', 'aB', 'A-B', '--', '-', '_', '__', '$', 'a.b', 'a-b-c', 'x--y'];
const twins = ['Foo', 'foo', 'FOO', 'foo_bar', 'fooBar', 'FooBar', 'foo-bar', 'Foo_Bar', 'foo1'];
const plain = ['status', 'Energy', 'set_level', 'getState', 'send_set', 'onEvent', 'limit', 'ok'];

const unicode = ['Größe', '日本', 'éa', 'e\u0301a', 'Ωmega', '🚗', 'ﬁ', 'İ', 'ß', 'ʼn', 'a\u200db'];
const punctuated = [
  ...['a b', ' ', 'a/b', 'a~b', '~1', '~0', '%', '%41', 'a%20b', 'a#b', 'a?b', '#', '/', '\\'],
  ...["it's", '"', '`', '*/', '/*', '//', '${x}', '{{x}}', '"]: x, ["', '<script>', '@x', 'a:b'],
  ...['a\nb', 'a\tb', '\u2028', '\u0000', '\u202ex', 'true', 'null', '~', '[x]', '{x}', '*a'],
];
const empty = [''];
const long = ['l'.repeat(300), 'very_long_name_of_something_'.repeat(4)];

/** Keys of `components` (AsyncAPI: letters, digits, dot, dash and underscore). */
export const componentNames: readonly string[] = [
  ...[reserved, known, inherited, numbered, dashed, twins, plain, plain, twins, long].flat(),
].filter((name) => /^[\w.-]+$/.test(name));

/** Whatever a mapping may have as keys: properties, channels, operations, messages. */
export const anyNames: readonly string[] = [...[componentNames, unicode, punctuated, empty].flat()];

/** Names of parameters and server variables: they stand between braces. */
export const parameterNames: readonly string[] = [
  ...[reserved, inherited, numbered, dashed, twins, plain, plain].flat(),
].filter((name) => /^[\w-]+$/.test(name));

/** Texts that somebody may write where prose, a value or an example stands. */
export const oddTexts: readonly string[] = [
  ...['', ' ', 'some text', 'Two lines\nof text.', 'ends */ here', '@ts-ignore', '${1}', '`', '\\'],
  ...['"', "'", '\u2028', '\r\n', '\u0000', '\u202e', '{@link x}', '// x', '\ud800', '1', 'true'],
  ...['- a\n- b', '# title\n\n* list', '| a | b |\n| - | - |', '```ts\nconst a = 1;\n```', 'ü 🚗'],
  ...['x'.repeat(500), 'word '.repeat(60), '</script>', '\u001b[31mred', '{{x}}', '{x}', '%s'],
];

/** Names of variables in a URI template (RFC 6570, 2.3), which the channels of AsyncAPI 2 are. */
export const templateNames: readonly string[] = parameterNames.filter((name) =>
  /^[\w.]+$/.test(name),
);
