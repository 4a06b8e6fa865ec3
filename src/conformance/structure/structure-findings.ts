import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Closure } from '../../load/references/closure.js';
import type { Target } from '../../load/references/target.js';
import { descend, type Located } from '../../load/references/descend.js';
import { isArray } from '../../json/json.js';
import { childPointer, segmentsOf } from '../../json/pointer.js';
import { createNumbering } from './distinct.js';
import { explain } from './explain.js';
import { sectionOf } from './remedies.js';
import type { StructureError } from './validators.js';

/** The errors that a part of the JSON Schema reports about a value. */
export interface PartErrors {
  readonly part: string;
  readonly at: Located;
  readonly errors: readonly StructureError[];
  /** JSON pointers, relative to the value, to arrays whose items must be unique. */
  readonly arrays: readonly string[];
}

/** Converts errors about the structure of a document to findings. */
export interface FindingFactory {
  /** Reports the errors about a value, and arrays with duplicate items. */
  fromErrors(found: PartErrors): Generator<Diagnostic>;
  /** Reports a reference where AsyncAPI does not allow one. */
  misplacedReference(reference: Target): Diagnostic;
}

/** Creates a factory for findings about one document. */
export function createFindingFactory(closure: Closure, version: string): FindingFactory {
  const numberOf = createNumbering(closure);
  return {
    *fromErrors(found) {
      for (const error of withoutTypes(found.errors)) {
        yield mistake(found, error, { closure, version });
      }
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

function mistake(
  { part, at }: PartErrors,
  error: StructureError,
  { closure, version }: { readonly closure: Closure; readonly version: string },
): Diagnostic {
  const { at: wrong, reference } = descend(at, segmentsOf(error.instancePath), closure);
  const key = error.params['additionalProperty'] ?? error.params['propertyName'];
  const pointer = typeof key === 'string' ? childPointer(wrong.pointer, key) : wrong.pointer;
  const { value } = wrong;
  return diagnostic('ASYNCAPI_STRUCTURE', {
    ...explain({ error, name: nameOf(reference ?? wrong), value, part, version }),
    place: wrong.file.place(pointer),
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
