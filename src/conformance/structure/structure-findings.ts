import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Closure } from '../../load/references/closure.js';
import type { Target } from '../../load/references/target.js';
import { descend, type Located } from '../../load/references/descend.js';
import { isList } from '../../json/json.js';
import { childPointer, segmentsOf } from '../../json/pointer.js';
import { createNumbering } from './distinct.js';
import { explain } from './explain.js';
import { sectionOf } from './remedies.js';
import type { StructureError } from './validators.js';

/** What a part reports about a value. */
export interface Judged {
  readonly part: string;
  readonly at: Located;
  readonly errors: readonly StructureError[];
  /** JSON pointers from the value to arrays whose items have to differ. */
  readonly arrays: readonly string[];
}

/** Turns what parts report about the values of a document into findings. */
export interface FindingMaker {
  mistakes(judged: Judged): Generator<Diagnostic>;
  misplacedReference(reference: Target): Diagnostic;
}

export function createFindingMaker(closure: Closure, version: string): FindingMaker {
  const numberOf = createNumbering(closure);
  return {
    *mistakes(judged) {
      for (const error of withoutTypes(judged.errors)) {
        yield mistake(judged, error, { closure, version });
      }
      for (const array of judged.arrays) {
        const { at } = descend(judged.at, segmentsOf(array), closure);
        const items = isList(at.value)
          ? at.value.map((_, index) => descend(at, [index], closure).at.value)
          : [];
        const repeated = firstRepeated(items.map(numberOf));
        if (repeated !== undefined) yield repetition({ at, repeated }, judged.part, version);
      }
    },
    misplacedReference: ({ file, pointer }) =>
      diagnostic('ASYNCAPI_REF_MISPLACED', {
        message: `AsyncAPI ${version} has no reference here.`,
        help: 'Write the value itself in place of the reference.',
        place: file.place(childPointer(pointer, '$ref')),
      }),
  };
}

/** Keeps one wrong type per value, and none where an error on the allowed values says more. */
function withoutTypes(errors: readonly StructureError[]): readonly StructureError[] {
  const choices = errors.filter(({ keyword }) => keyword === 'enum' || keyword === 'const');
  const told = new Set(choices.map(({ instancePath }) => instancePath));
  return errors.filter(({ keyword, instancePath }) => {
    if (keyword !== 'type') return true;
    const isNew = !told.has(instancePath);
    told.add(instancePath);
    return isNew;
  });
}

function mistake(
  { part, at }: Judged,
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

/** The key of a value; for an item of an array, the key of the array and the index. */
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
    message: `The array "${nameOf(at)}" has duplicate items.`,
    help: `Remove one of them; see ${sectionOf(part, version)}.`,
    place: at.file.place(childPointer(at.pointer, second)),
    related: [
      { message: 'The first one is here.', place: at.file.place(childPointer(at.pointer, first)) },
    ],
  });
}
