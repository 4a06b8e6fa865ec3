import { didYouMean } from '../../diagnostics/did-you-mean.js';
import type { Json } from '../../json/json.js';
import { formats, missingFields, movedFields, sectionOf, typesInYaml } from './remedies.js';
import type { StructureError } from './validators.js';

/** What is wrong in the structure, and how to fix it. */
export interface Explanation {
  readonly message: string;
  readonly help: string;
}

/** An error of ajv with the value it is about. */
export interface Mistake {
  readonly error: StructureError;
  /** The key of the wrong value; the empty string for the document. */
  readonly name: string;
  readonly value: Json;
  /** The part that reports the error. */
  readonly part: string;
  /** Version of the document. */
  readonly version: string;
}

/** Puts an error into words. */
export function explain(mistake: Mistake): Explanation {
  const { error, part, version } = mistake;
  const inWords = Object.hasOwn(words, error.keyword) ? words[error.keyword] : undefined;
  return {
    message: `${subject(mistake)} is not of a form that AsyncAPI ${version} has here.`,
    help: `See ${sectionOf(part, version)}.`,
    ...inWords?.(mistake),
  };
}

/** Words by keyword; where `help` is absent, the help names the section of the specification. */
const words: Readonly<Record<string, (mistake: Mistake) => Partial<Explanation>>> = {
  required: ({ error, name, part, version }) => {
    const field = text(error.params['missingProperty']);
    return {
      message: `${name === '' ? 'The document' : `"${name}"`} lacks the field "${field}", which is required.`,
      help: own(missingFields, field) ?? `Add "${field}"; see ${sectionOf(part, version)}.`,
    };
  },
  additionalProperties: ({ error, part, version }) => {
    const field = text(error.params['additionalProperty']);
    const moved = version.startsWith('3') ? own(movedFields, field) : undefined;
    const spelling = `Check spelling and indentation, or let an extension start with "x-"; see ${sectionOf(part, version)}.`;
    return {
      message: `The field "${field}" is not one of those that AsyncAPI ${version} has here.`,
      help: moved ?? spelling,
    };
  },
  propertyNames: ({ error, version }) => ({
    message: `The name "${text(error.params['propertyName'])}" is not one that AsyncAPI ${version} has here.`,
    help: 'Give it a name that is not empty, and in which "{" and "}" enclose the names of parameters.',
  }),
  enum: explainChoice,
  const: ({ error, name }) => {
    const allowed = error.params['allowedValue'];
    // In AsyncAPI, only the type of headers is fixed to this value.
    return allowed === 'object'
      ? {
          message: 'The headers of a message have to be an object.',
          help: 'Write "type: object", and the headers under "properties".',
        }
      : { message: `The value of "${name}" has to be ${JSON.stringify(allowed)}.` };
  },
  type: (mistake) => {
    const types = [mistake.error.params['type']].flat().map(text);
    const help = types.map((type) => own(typesInYaml, type)).find((each) => each !== undefined);
    return {
      message: `${subject(mistake)} has to be of type ${types.join(' or ')}.`,
      ...(help !== undefined && { help }),
    };
  },
  format: (mistake) => {
    const format = text(mistake.error.params['format']);
    return { message: `${subject(mistake)} has to be ${own(formats, format) ?? format}.` };
  },
  pattern: (mistake) => ({
    message: `${subject(mistake)} has to match the pattern ${text(mistake.error.params['pattern'])}`,
  }),
  minimum: limit('has to be at least'),
  maximum: limit('has to be at most'),
  exclusiveMinimum: limit('has to be greater than'),
  minLength: limit('has to have at least as many characters as this:'),
  maxLength: limit('has to have at most as many characters as this:'),
  minItems: limit('has to have at least as many items as this:'),
};

function explainChoice(mistake: Mistake): Partial<Explanation> {
  const { error, name, value } = mistake;
  const allowed = [error.params['allowedValues']].flat();
  if (name === 'action') {
    return {
      message: 'The action of an operation is either "send" or "receive".',
      help: 'Write "send" where the described application sends, "receive" where it receives; they replace "publish" and "subscribe" of AsyncAPI 2, whose meaning was the other way round.',
    };
  }
  const guess = typeof value === 'string' ? didYouMean(value, allowed.map(text)) : undefined;
  const values = allowed.map((each) => JSON.stringify(each)).join(', ');
  return {
    message: `${subject(mistake)} is not one of those allowed: ${values}.`,
    ...(guess !== undefined && { help: `Did you mean "${guess}"?` }),
  };
}

function limit(relation: string) {
  return (mistake: Mistake): Partial<Explanation> => ({
    message: `${subject(mistake)} ${relation} ${text(mistake.error.params['limit'])}.`,
  });
}

function subject({ name }: Mistake): string {
  return name === '' ? 'The document' : `The value of "${name}"`;
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
