import type { DiagnosticCode } from '../../diagnostics/catalogue.js';
import type { Mistake } from './mistake.js';
import { remedyFor } from './remedies/remedies.js';
import { sectionOf } from './sections.js';

/** The code, the message and the help of a finding about the structure. */
export interface Explanation {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help: string;
  /** Missing and unknown fields of the object that need no findings of their own. */
  readonly replaces: readonly string[];
  /** The reference that the wrong value stands for. */
  readonly reference?: string | undefined;
}

/** Explains a mistake in plain words. The table of remedies has its help, and its code if it has one. */
export function explain(mistake: Mistake): Explanation {
  const row = remedyFor(mistake);
  const message = row?.message?.(mistake) ?? messageOf(mistake);
  if (row === undefined) {
    const help = `See ${sectionOf(mistake.part, mistake.version)}.`;
    return { code: 'ASYNCAPI_STRUCTURE', message, help, replaces: [] };
  }
  const { code = 'ASYNCAPI_STRUCTURE' } = row;
  const replaces = row.replaces?.(mistake) ?? [];
  return { code, message, help: row.help(mistake), replaces, reference: row.reference?.(mistake) };
}

function messageOf(mistake: Mistake): string {
  const { keyword } = mistake.error;
  const inWords = Object.hasOwn(words, keyword) ? words[keyword] : undefined;
  return (
    inWords?.(mistake) ?? `${describeValue(mistake)} is not valid in AsyncAPI ${mistake.version}.`
  );
}

/** Messages by keyword of JSON Schema. */
const words: Readonly<Record<string, (mistake: Mistake) => string>> = {
  required: ({ error, name }) => {
    const field = toText(error.params['missingProperty']);
    return `${name === '' ? 'The document' : `"${name}"`} must have the field "${field}".`;
  },
  additionalProperties: ({ error, version }) =>
    `AsyncAPI ${version} does not allow the field "${toText(error.params['additionalProperty'])}" here.`,
  propertyNames: ({ error, version }) =>
    `AsyncAPI ${version} does not allow the name "${toText(error.params['propertyName'])}" here.`,
  enum: (mistake) => {
    const allowed = [mistake.error.params['allowedValues']].flat();
    const values = allowed.map((each) => JSON.stringify(each)).join(', ');
    return `${describeValue(mistake)} must be one of ${values}.`;
  },
  const: ({ error, name }) =>
    `The value of "${name}" must be ${JSON.stringify(error.params['allowedValue'])}.`,
  type: (mistake) => {
    const types = [mistake.error.params['type']].flat().map(toText);
    return `${describeValue(mistake)} must be of type ${types.join(' or ')}.`;
  },
  format: (mistake) => {
    const format = toText(mistake.error.params['format']);
    const described = Object.hasOwn(formats, format) ? formats[format] : undefined;
    return `${describeValue(mistake)} must be ${described ?? format}.`;
  },
  pattern: (mistake) =>
    `${describeValue(mistake)} must match the pattern ${toText(mistake.error.params['pattern'])}`,
  minimum: limit('must be at least'),
  maximum: limit('must be at most'),
  exclusiveMinimum: limit('must be greater than'),
  minLength: limit('must have at least', 'character'),
  maxLength: limit('must have at most', 'character'),
  minItems: limit('must have at least', 'item'),
};

/** Descriptions of the values of a format. */
const formats: Readonly<Record<string, string>> = {
  uri: 'an absolute URI such as "https://example.com"',
  'uri-reference': 'a URI or a relative reference',
  'uri-template': 'a URI template',
  email: 'an email address',
};

function limit(relation: string, noun?: string) {
  return (mistake: Mistake): string => {
    const value = toText(mistake.error.params['limit']);
    const unit = noun === undefined ? '' : ` ${noun}${value === '1' ? '' : 's'}`;
    return `${describeValue(mistake)} ${relation} ${value}${unit}.`;
  };
}

function describeValue({ name }: Mistake): string {
  return name === '' ? 'The document' : `The value of "${name}"`;
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
