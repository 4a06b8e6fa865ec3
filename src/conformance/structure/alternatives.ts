import type { StructureError } from './validators.js';

type Errors = readonly StructureError[];

/** The errors to report for a value that none of several alternatives allows. */
export interface BestFit {
  readonly errors: Errors;
  /** The index of the alternative that the value resembles, if there is one. */
  readonly index?: number;
}

/**
 * Selects the alternative that the value at `path` fits best: by its type, then by its fields with
 * fixed values, then by the number of errors. If no alternative has the right type or fixed values,
 * returns one error that names all allowed types or values.
 */
export function bestFit(alternatives: readonly Errors[], path: string): BestFit {
  const all = alternatives.map((errors, index) => ({ errors, index }));
  const ofType = all.filter(({ errors }) => !errors.some((each) => isWrongType(each, path)));
  if (ofType.length === 0) {
    const types = alternatives.map((errors) => errors.filter((each) => isWrongType(each, path)));
    return { errors: merged(types, 'type') };
  }
  const fixed = ofType.map(({ errors }) => errors.filter((each) => isWrongChoice(each, path)));
  const matching = ofType.filter((_, index) => fixed[index]?.length === 0);
  const [first] = fixed[0] ?? [];
  const isSamePlace = fixed.every(([each]) => each?.instancePath === first?.instancePath);
  if (matching.length === 0 && isSamePlace) {
    return { errors: merged(fixed, 'allowedValues') };
  }
  const candidates = matching.length === 0 ? ofType : matching;
  return candidates.reduce((best, each) => (each.errors.length < best.errors.length ? each : best));
}

function isWrongType({ keyword, instancePath }: StructureError, path: string): boolean {
  return keyword === 'type' && instancePath === path;
}

/** Whether an error is about fixed values for the value at `path` or for one of its fields. */
function isWrongChoice({ keyword, instancePath }: StructureError, path: string): boolean {
  const isFixed = keyword === 'enum' || keyword === 'const';
  return isFixed && !instancePath.slice(path.length + 1).includes('/');
}

/** Merges the first error of each alternative into one that names all allowed types or values. */
function merged(alternatives: readonly Errors[], name: 'type' | 'allowedValues'): Errors {
  const firsts = alternatives.flatMap((errors) => errors.slice(0, 1));
  const values = firsts.flatMap(({ params }) => params[name] ?? params['allowedValue'] ?? []);
  return firsts.slice(0, 1).map((error) => ({
    ...error,
    keyword: name === 'type' ? 'type' : 'enum',
    params: { [name]: [...new Set(values)] },
  }));
}

/** Keywords whose error repeats the errors of the schemas within, which precede it. */
const repeating = new Set(['oneOf', 'anyOf', 'propertyNames']);

/**
 * Removes errors that only repeat other errors, and errors of all alternatives but the best fit. Takes
 * linear time, since an error directly follows the errors that it repeats.
 */
export function withoutRepeatedErrors(errors: Errors): Errors {
  const kept: StructureError[] = [];
  for (const error of errors) {
    if (error.keyword === 'if') continue;
    if (!repeating.has(error.keyword)) kept.push(error);
    else for (const each of replacementsOf(error, takeInner(error, kept))) kept.push(each);
  }
  return kept;
}

function takeInner(choice: StructureError, kept: StructureError[]): Errors {
  const inner: StructureError[] = [];
  for (let last = kept.at(-1); last !== undefined; last = kept.at(-1)) {
    const isInner =
      last.schemaPath.startsWith(`${choice.schemaPath}/`) &&
      `${last.instancePath}/`.startsWith(`${choice.instancePath}/`);
    if (!isInner) break;
    kept.pop();
    inner.push(last);
  }
  return inner.reverse();
}

/** Returns the errors that replace the error of a repeating keyword: those of the best alternative. */
function replacementsOf(choice: StructureError, inner: Errors): Errors {
  const areSeveralRight = Array.isArray(choice.params['passingSchemas']);
  if (choice.keyword === 'propertyNames' || areSeveralRight || inner.length === 0) return [choice];
  const alternatives = new Map<string, StructureError[]>();
  for (const error of inner) {
    const [index = ''] = error.schemaPath.slice(choice.schemaPath.length + 1).split('/', 1);
    const errors = alternatives.get(index) ?? [];
    errors.push(error);
    alternatives.set(index, errors);
  }
  return bestFit([...alternatives.values()], choice.instancePath).errors;
}
