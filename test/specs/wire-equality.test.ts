import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

/**
 * The documents in specs/everest are EVerest's, with prose and examples of our own. What travels on
 * the wire must be the same in both; what people read must not be.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const ours = join(root, 'specs', 'everest');
const sourceName = process.env['EVEREST_SPECS'] ?? '../shared/everest-specs/2025-11-24';
const source = process.env['EVEREST_SPECS'] ?? join(root, sourceName);
const sourceExists = existsSync(source);
/** The EVSE manager, and what the simulated station couples with it. */
const entries = [
  'ocpp_consumer_API',
  'evse_manager_consumer_API',
  'auth_token_provider_API',
  'error_history_consumer_API',
];
/** Written for this package: EVerest had no such document at that time. */
const notDerived = 'entrypoint_API.yaml';
const names = readdirSync(ours)
  .filter((file) => file.endsWith('.yaml') && file !== notDerived)
  .map((file) => basename(file, '.yaml'))
  .sort();

const proseKeys = new Set(['title', 'summary', 'description']);
const droppedKeys = new Set([...proseKeys, 'examples', 'tags', 'license', 'externalDocs']);
/** Below these keys come names that an author chose, which may well read `title`. */
const nameMaps = new Set([
  ...['channels', 'messages', 'operations', 'parameters', 'schemas', 'servers', 'variables'],
  ...['properties', 'patternProperties', 'definitions', 'types'],
]);
/** Below these keys comes data, in which no key has a meaning of its own. */
const dataKeys = new Set(['const', 'default', 'enum']);

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readOurs = (name: string): unknown => parse(readFileSync(join(ours, `${name}.yaml`), 'utf8'));
const readSource = (name: string): unknown =>
  parse(readFileSync(join(source, name, 'asyncapi.yaml'), 'utf8'));

/** `#/x`, `./b.yaml#/x` and `../b/asyncapi.yaml#/x` become `a#/x`, `b#/x` and `b#/x`. */
function absoluteRef(ref: string, name: string): string {
  const [file = '', pointer = ''] = ref.split('#');
  const target = file.replace(/^\.\.?\//, '').replace(/(\/asyncapi)?\.yaml$/, '');
  return `${target === '' ? name : target}#${pointer}`;
}

/** The document without prose and with absolute references. */
function wire(value: unknown, name: string, keysAreNames = false): unknown {
  if (Array.isArray(value)) return value.map((item) => wire(item, name));
  if (!isFields(value)) return value;
  const entries = Object.entries(value).filter(([key]) => keysAreNames || !droppedKeys.has(key));
  return Object.fromEntries(
    entries.map(([key, child]) => {
      if (keysAreNames) return [key, wire(child, name)];
      if (key === '$ref' && typeof child === 'string') return [key, absoluteRef(child, name)];
      return [key, dataKeys.has(key) ? child : wire(child, name, nameMaps.has(key))];
    }),
  );
}

/** The names of the documents that a document refers to. */
function referenced(value: unknown, name: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => referenced(item, name));
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string'
      ? absoluteRef(child, name).split('#').slice(0, 1)
      : referenced(child, name),
  );
}

function closure(starts: readonly string[]): readonly string[] {
  const reached = new Set(starts);
  // A set that grows while it is iterated visits what was added.
  for (const name of reached) {
    for (const next of referenced(readSource(name), name)) reached.add(next);
  }
  return [...reached].sort();
}

/** Every title, summary and description, those of examples included but not what examples show. */
function prose(value: unknown, keysAreNames = false): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => prose(item));
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    if (keysAreNames) return prose(child);
    if (proseKeys.has(key) && typeof child === 'string') return [child];
    if (key === 'examples') return Array.isArray(child) ? child.flatMap(exampleProse) : [];
    return dataKeys.has(key) ? [] : prose(child, nameMaps.has(key));
  });
}

function exampleProse(example: unknown): readonly string[] {
  if (!isFields(example)) return [];
  return [...proseKeys].map((key) => example[key]).filter((text) => typeof text === 'string');
}

function enumValues(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(enumValues);
  if (!isFields(value)) return [];
  const own = Array.isArray(value['enum']) ? value['enum'].map(String) : [];
  return [...own, ...Object.values(value).flatMap(enumValues)];
}

const runLength = 8;

/** All runs of eight words, without case and surrounding punctuation. */
function runs(text: string): readonly (readonly string[])[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => word !== '');
  return words.slice(runLength - 1).map((_, start) => words.slice(start, start + runLength));
}

/** What our prose repeats of the source's; a mere list of enum values is not prose. */
function repeated(our: unknown, theirs: unknown): readonly string[] {
  const known = new Set(prose(theirs).flatMap((text) => runs(text).map((run) => run.join(' '))));
  const values = new Set(enumValues(theirs).map((value) => value.toLowerCase()));
  return prose(our)
    .flatMap(runs)
    .filter((run) => !run.every((word) => values.has(word)))
    .map((run) => run.join(' '))
    .filter((run) => known.has(run));
}

describe('the means of comparison', () => {
  it('keeps properties that are called like prose, and drops prose', () => {
    const schema = { title: 'T', properties: { title: { description: 'D', type: 'string' } } };
    expect(wire(schema, 'a')).toEqual({ properties: { title: { type: 'string' } } });
    expect(prose(schema)).toEqual(['T', 'D']);
  });

  it('takes references in both layouts for the same', () => {
    expect(wire({ $ref: '../b_API/asyncapi.yaml#/x' }, 'a_API')).toEqual({ $ref: 'b_API#/x' });
    expect(wire({ $ref: './b_API.yaml#/x' }, 'a_API')).toEqual({ $ref: 'b_API#/x' });
    expect(wire({ $ref: '#/x' }, 'a_API')).toEqual({ $ref: 'a_API#/x' });
  });

  it('finds eight words in a row, but no list of enum values', () => {
    const text = { description: 'One two, three four five six seven eight.' };
    const enumeration = { enum: 'one two three four five six seven eight'.split(' ') };
    expect(repeated({ summary: 'Zero one two three four five six seven eight' }, text)).toEqual([
      'one two three four five six seven eight',
    ]);
    expect(repeated(text, { ...text, ...enumeration })).toEqual([]);
  });
});

// The source is not part of the repository: it is compared where it lies beside the checkout, or
// where EVEREST_SPECS points. Elsewhere the skipped test says so.
const describeWithSource = sourceExists ? describe : describe.skip;

describeWithSource(
  sourceExists
    ? `specs/everest against ${sourceName}`
    : `wire equality is not checked: ${sourceName} not found`,
  () => {
    it('has exactly the documents that the station needs', () => {
      expect(names).toEqual(closure(entries));
    });

    it.each(names)('%s is equal to the source on the wire', (name) => {
      expect(wire(readOurs(name), name)).toEqual(wire(readSource(name), name));
    });

    it.each(names)('%s does not repeat the prose of the source', (name) => {
      expect(repeated(readOurs(name), readSource(name))).toEqual([]);
    });
  },
);
