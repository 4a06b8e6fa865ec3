import type { Draw } from './draw.js';

export interface TextBreakOptions {
  /** How many changes there are at most. */
  readonly most: number;
  /** Texts of other files, from which ranges are taken. */
  readonly donors: readonly string[];
}

/** The text of a file with a few places broken, as bytes since some of them are no text. */
export function breakText(draw: Draw, text: string, { most, donors }: TextBreakOptions): Buffer {
  return draw
    .several(1, draw.of([1, 2, most]), () => draw.of(breaks))
    .reduce<Buffer>(
      (bytes, change) => change(draw, bytes, Buffer.from(draw.of([text, ...donors]))),
      Buffer.from(text),
    );
}

type Break = (draw: Draw, bytes: Buffer, donor: Buffer) => Buffer;

const breaks: readonly Break[] = [
  (draw, bytes) => bytes.subarray(0, draw.below(bytes.length + 1)),
  (draw, bytes) => bytes.subarray(draw.below(bytes.length + 1)),
  flip,
  flip,
  (draw, bytes) => insert(bytes, draw.below(bytes.length + 1), Buffer.from(draw.of(garbage))),
  (draw, bytes) => insert(bytes, draw.below(bytes.length + 1), Buffer.from(draw.of(garbage))),
  (draw, bytes) => insert(bytes, draw.below(bytes.length + 1), Buffer.from([draw.below(256)])),
  (draw, bytes) => insert(bytes, draw.below(bytes.length + 1), Buffer.from(draw.of(notUtf8))),
  (draw, bytes) => insert(bytes, draw.below(bytes.length + 1), drawRange(draw, bytes)),
  (draw, bytes, donor) => insert(bytes, draw.below(bytes.length + 1), drawRange(draw, donor)),
  (draw, bytes) => removeRange(draw, bytes),
  (draw, bytes) => removeRange(draw, bytes),
  (draw, bytes, donor) => splice(draw, bytes, donor),
  (draw, bytes) => changeLines(draw, bytes),
  (draw, bytes) => changeLines(draw, bytes),
  (draw) => Buffer.from(draw.of(wholes)),
];

function flip(draw: Draw, bytes: Buffer): Buffer {
  const flipped = Buffer.from(bytes);
  for (let count = 1 + draw.below(4); count > 0 && bytes.length > 0; count -= 1) {
    const at = draw.below(bytes.length);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << draw.below(8));
  }
  return flipped;
}

function insert(bytes: Buffer, at: number, more: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
}

/** Some bytes in a row, mostly few. */
function drawRange(draw: Draw, bytes: Buffer): Buffer {
  const start = draw.below(bytes.length + 1);
  return bytes.subarray(start, start + draw.below(draw.of([10, 100, 10_000])));
}

function removeRange(draw: Draw, bytes: Buffer): Buffer {
  const start = draw.below(bytes.length + 1);
  const end = start + draw.below(draw.of([10, 100, 10_000]));
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
}

/** The start of one text and the end of the other, which meet at the ends of lines. */
function splice(draw: Draw, bytes: Buffer, donor: Buffer): Buffer {
  const end = bytes.indexOf('\n', draw.below(bytes.length + 1)) + 1;
  const start = donor.indexOf('\n', draw.below(donor.length + 1)) + 1;
  return Buffer.concat([bytes.subarray(0, end), donor.subarray(start)]);
}

/** A lone continuation, a start without one, an overlong form, a surrogate, too large a number. */
const notUtf8 = [
  [0x80],
  [0xc3],
  [0xc0, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xf5, 0x80, 0x80, 0x80],
  [0xff],
];

const garbage = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    ': ',
    '- ',
    '? ',
    '| ',
    '> ',
    '#',
    ' #',
    '&a ',
    '*a',
    '*b ',
    '!',
  ],
  ...[
    '!!binary ',
    '!!set ',
    '!!js/function ',
    '!<x> ',
    '<<: *a\n',
    '---\n',
    '...\n',
    '%YAML 1.1\n',
  ],
  ...['\t', '\n', '\n\n', '\r', '\u0000', '\ufeff', '\u2028', '\u0085', '\u{10ffff}', '\\', '\\u'],
  ...[
    '.inf',
    '.nan',
    '0x1F',
    '0o17',
    '1e999',
    '~',
    'null',
    '__proto__: 1\n',
    '$ref: "#"\n',
    '@',
    '`',
  ],
  ...['asyncapi: 2.0.0\n', '  ', '\n  - - - ', '{{x}}', '[[[[[[[[', '{a: {a: {a: ', '2026-03-18'],
];

const wholes = [
  ...['', ' ', '\n', '#', '---', '...', '{}', '[]', 'null', '0', '"', 'a', 'asyncapi', 'asyncapi:'],
  ...[
    'asyncapi: 3.0.0',
    '{"asyncapi":"3.0.0"}',
    '*a',
    '&a',
    '&a [*a]',
    '&a {a: *a}',
    '- a\nb: c',
    '? ',
  ],
  ...[
    '{"openapi":"3.0.0"}',
    '\ufeff',
    '\u0000',
    '!!str',
    '|',
    '>',
    '%',
    '%YAML',
    '!',
    '&',
    '<<: {}',
  ],
];

/** Lines that are gone, stand twice, have changed places or are indented differently. */
function changeLines(draw: Draw, bytes: Buffer): Buffer {
  const lines = bytes.toString('latin1').split('\n');
  const at = draw.below(lines.length);
  const other = draw.below(lines.length);
  const line = lines[at] ?? '';
  const changed = draw.of<() => readonly string[]>([
    () => lines.toSpliced(at, 1),
    () => lines.toSpliced(at, 0, line),
    () => lines.toSpliced(other, 0, line),
    () => lines.with(at, lines[other] ?? '').with(other, line),
    () => lines.with(at, `${draw.of([' ', '  ', '\t', '- '])}${line}`),
    () => lines.with(at, line.trimStart()),
    () => lines.map((each, index) => (index < at || index > other ? each : `  ${each}`)),
    () => lines.toSpliced(at, draw.below(10)),
  ])();
  return Buffer.from(changed.join('\n'), 'latin1');
}
