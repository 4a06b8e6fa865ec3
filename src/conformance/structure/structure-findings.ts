import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Closure } from '../../load/references/closure.js';
import type { Target } from '../../load/references/target.js';
import { descend, type Located } from '../../load/references/descend.js';
import { isArray, optional } from '../../json/json.js';
import { childPointer, segmentsOf } from '../../json/pointer.js';
import { assumptionFor } from './assumptions.js';
import { createNumbering } from './distinct.js';
import { explain, type Explanation } from './explain.js';
import { toMistake, type Mistake } from './mistake.js';
import { sectionOf } from './sections.js';
import type { KnownFields, StructureError } from './validators.js';

/** The errors that a part of the JSON Schema reports about a value. */
export interface PartErrors {
  readonly part: string;
  readonly at: Located;
  readonly errors: readonly StructureError[];
  /** JSON pointers, relative to the value, to arrays whose items must be unique. */
  readonly arrays: readonly string[];
}

/** A finding, and, if a string stands for a reference, the reference and the pointer to the string. */
export interface StructureFinding extends Diagnostic {
  readonly reference?: { readonly pointer: string; readonly text: string };
}

/** Converts errors about the structure of a document to findings. */
export interface FindingFactory {
  /** Reports the errors about a value, and arrays with duplicate items. */
  fromErrors(found: PartErrors): Generator<StructureFinding>;
  /** Reports a reference where AsyncAPI does not allow one. */
  misplacedReference(reference: Target): Diagnostic;
}

/** Creates a factory for findings about one document. */
export function createFindingFactory(
  closure: Closure,
  version: string,
  fields: KnownFields,
): FindingFactory {
  const numberOf = createNumbering(closure);
  const facts = { closure, version, fields };
  return {
    *fromErrors(found) {
      for (const each of explained(found, facts)) yield findingOf(each, closure.main);
      for (const array of found.arrays) {
        const { at } = descend(found.at, segmentsOf(array), closure);
        const items = isArray(at.value)
          ? at.value.map((_, index) => descend(at, [index], closure).at.value)
          : [];
        const repeated = firstRepeated(items.map(numberOf));
        if (repeated !== undefined) yield repetition({ at, repeated }, found.part, version);
      }
    },
    misplacedReference: ({ file, pointer }) =>
      diagnostic('ASYNCAPI_REF_MISPLACED', {
        message: `AsyncAPI ${version} does not allow a reference here.`,
        help: 'Write the value in place of the reference.',
        place: file.place(childPointer(pointer, '$ref')),
        // A document that is only a reference has no content of its own.
        ...(pointer === '' ? {} : { assumption: 'The reference is followed.' }),
      }),
  };
}

/** Keeps one wrong type for each value, and none if another error names the allowed values. */
function withoutTypes(errors: readonly StructureError[]): readonly StructureError[] {
  const choices = errors.filter(({ keyword }) => keyword === 'enum' || keyword === 'const');
  const reported = new Set(choices.map(({ instancePath }) => instancePath));
  return errors.filter(({ keyword, instancePath }) => {
    if (keyword !== 'type') return true;
    const isNew = !reported.has(instancePath);
    reported.add(instancePath);
    return isNew;
  });
}

interface Explained {
  readonly mistake: Mistake;
  readonly explanation: Explanation;
}

/**
 * Explains the errors about a value, without fields that the explanation of another field covers. Lazy,
 * since a value may have very many errors.
 */
function* explained(found: PartErrors, facts: Facts): Generator<Explained> {
  const covered = new Set<string>();
  const keyOf = ({ instancePath }: StructureError, field: unknown): string =>
    JSON.stringify([instancePath, field]);
  for (const error of missingLast(withoutTypes(found.errors))) {
    const { additionalProperty, missingProperty } = error.params;
    if (covered.has(keyOf(error, additionalProperty ?? missingProperty))) continue;
    const mistake = mistakeOf(found, error, facts);
    const explanation = explain(mistake);
    for (const field of explanation.replaces) covered.add(keyOf(error, field));
    yield { mistake, explanation };
  }
}

/** Moves missing fields to the end, since an unknown field may explain them. */
function missingLast(errors: readonly StructureError[]): readonly StructureError[] {
  const isMissing = ({ keyword }: StructureError): boolean => keyword === 'required';
  return [...errors.filter((each) => !isMissing(each)), ...errors.filter(isMissing)];
}

function findingOf({ mistake, explanation }: Explained, main: Target['file']): StructureFinding {
  const { code, message, help, reference } = explanation;
  const { at, error } = mistake;
  const assumption = assumptionFor({ mistake, explanation, main });
  const name = error.params['propertyName'];
  const pointer = typeof name === 'string' ? childPointer(at.pointer, name) : at.pointer;
  const place = at.file.place(pointer);
  const found = diagnostic(code, { message, help, place, ...optional('assumption', assumption) });
  const isCorrected = reference !== undefined && assumption !== undefined;
  return isCorrected ? { ...found, reference: { pointer, text: reference } } : found;
}

interface Facts {
  readonly closure: Closure;
  readonly version: string;
  readonly fields: KnownFields;
}

function mistakeOf(
  { part, at }: PartErrors,
  error: StructureError,
  { closure, version, fields }: Facts,
): Mistake {
  const { at: wrong, reference } = descend(at, segmentsOf(error.instancePath), closure);
  const allowed = fields[part]?.[error.schemaPath] ?? [];
  return toMistake({
    ...{ error, part, version, allowed },
    name: nameOf(reference ?? wrong),
    at: wrong,
  });
}

/** Returns the key of a value, or, for an item of an array, the key of the array and the index. */
function nameOf({ pointer }: Target): string {
  const segments = segmentsOf(pointer);
  const isItem = /^\d+$/.test(segments.at(-1) ?? '');
  return segments.slice(isItem ? -2 : -1).join('/');
}

interface Repeated {
  readonly first: number;
  readonly second: number;
}

function firstRepeated(numbers: readonly number[]): Repeated | undefined {
  const seen = new Map<number, number>();
  for (const [second, number] of numbers.entries()) {
    const first = seen.get(number);
    if (first !== undefined) return { first, second };
    seen.set(number, second);
  }
  return undefined;
}

function repetition(
  { at, repeated }: { readonly at: Located; readonly repeated: Repeated },
  part: string,
  version: string,
): Diagnostic {
  const { first, second } = repeated;
  return diagnostic('ASYNCAPI_STRUCTURE', {
    message: `The items of the array "${nameOf(at)}" must be unique.`,
    help: `Remove one of the equal items; see ${sectionOf(part, version)}.`,
    place: at.file.place(childPointer(at.pointer, second)),
    related: [
      {
        message: 'This is the first of the equal items.',
        place: at.file.place(childPointer(at.pointer, first)),
      },
    ],
  });
}
