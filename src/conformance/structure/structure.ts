import type { Closure } from '../../load/references/closure.js';
import { descend, topOf, type Located } from '../../load/references/descend.js';
import { isArray, isObject, type Json } from '../../json/json.js';
import { limits } from '../../load/limits.js';
import { segmentsOf } from '../../json/pointer.js';
import { bestFit, withoutRepeatedErrors } from './alternatives.js';
import {
  createFindingFactory,
  type FindingFactory,
  type StructureFinding,
} from './structure-findings.js';
import { Report, type InnerValue } from './report.js';
import { resolvedCopies } from './resolved-copies.js';
import { withTraitFormats } from './trait-formats.js';
import { loadGrammar, type Parts, type StructureError } from './validators.js';

/** A value to check against parts of the JSON Schema. One of the parts must allow it. */
interface Visit {
  /** The names of the parts, joined by "|". */
  readonly parts: string;
  /** The value, which is not a reference object. */
  readonly at: Located;
  /** Whether the value was reached without following a reference. */
  readonly isInPlace: boolean;
  /** The reference object that led to the value, if AsyncAPI does not allow a reference there. */
  readonly misplaced?: Located;
}

/** The result of validating a value with a part. */
interface Result {
  readonly part: string;
  readonly errors: readonly StructureError[];
  readonly report: Report;
}

interface Checking {
  readonly closure: Closure;
  readonly parts: Parts;
  /** The copies of written values in which references are replaced by their targets. */
  readonly copies: ReadonlyMap<Json, Json>;
  readonly findings: FindingFactory;
  /** Limits that all trials of alternatives share. */
  readonly trials: Bounds;
}

interface Bounds {
  readonly findings: number;
  visits: number;
}

/**
 * Checks the structure of a document and its files against the JSON Schema of its AsyncAPI version.
 * Takes linear time, and stops at the limit of findings.
 */
export async function checkStructure(
  closure: Closure,
  version: string,
): Promise<readonly StructureFinding[]> {
  const { parts, fields } = await loadGrammar(version);
  const copies = resolvedCopies(closure);
  const checking = {
    ...{ closure, parts, copies: version.startsWith('2.') ? withTraitFormats(copies) : copies },
    findings: createFindingFactory(closure, version, fields),
    trials: { findings: 1, visits: limits.trialVisits },
  };
  const document = { parts: '', at: topOf(closure), isInPlace: true };
  const bounds = { findings: limits.structureFindings, visits: Infinity };
  return withoutEchoes(walk([document], bounds, checking));
}

/** Removes other fields of AsyncAPI 3 if a document of AsyncAPI 2 has the root "operations". */
function withoutEchoes(found: readonly StructureFinding[]): readonly StructureFinding[] {
  const isOther = ({ code }: StructureFinding): boolean => code === 'FIELD_OF_OTHER_VERSION';
  const cause = found.find((each) => isOther(each) && each.place?.pointer === '/operations');
  return cause === undefined ? found : found.filter((each) => each === cause || !isOther(each));
}

/**
 * Visits each value once for each list of parts. Values in place come first: otherwise a visit through
 * a reference would keep the same value from being visited in place.
 */
function walk(
  start: readonly Visit[],
  bounds: Bounds,
  checking: Checking,
): readonly StructureFinding[] {
  const found = new Map<string, StructureFinding>();
  const seen = new Map<string, Set<Json>>();
  const inPlace = [...start];
  const referred: Visit[] = [];
  const next = (): Visit | undefined => inPlace.pop() ?? referred.pop();
  for (let visit = next(); visit !== undefined && bounds.visits > 0; visit = next()) {
    bounds.visits -= 1;
    if (!isNew(visit, seen)) continue;
    const result = validate(visit, checking);
    const inner = visitsWithin(visit, result, checking);
    for (const finding of findingsOf({ ...visit, ...result, inner }, checking)) {
      found.set(JSON.stringify([finding.message, finding.place]), finding);
      if (found.size >= bounds.findings) return [...found.values()];
    }
    for (const each of inner.toReversed()) (each.isInPlace ? inPlace : referred).push(each);
  }
  return [...found.values()];
}

/** Reports the errors of a value itself, and the references in it that AsyncAPI does not allow. */
function* findingsOf(
  checked: Visit & Result & { readonly inner: readonly Visit[] },
  checking: Checking,
): Generator<StructureFinding> {
  const { part, at, errors, report, isInPlace, inner } = checked;
  const { findings } = checking;
  yield* findings.fromErrors({ part, at, errors, arrays: report.uniqueArrays });
  const written = isInPlace ? validateWith(part, at.value, checking).errors : [];
  for (const { instancePath } of written.filter(isMisplacedReference)) {
    yield findings.misplacedReference({ ...at, pointer: at.pointer + instancePath });
  }
  for (const { misplaced } of inner) {
    if (misplaced !== undefined) yield findings.misplacedReference(misplaced);
  }
}

function isNew({ parts, at: { value } }: Visit, seen: Map<string, Set<Json>>): boolean {
  if (!isObject(value) && !isArray(value)) return true;
  const values = seen.get(parts) ?? new Set();
  seen.set(parts, values);
  const isKnown = values.has(value);
  values.add(value);
  return !isKnown;
}

/** Validates a value with the part that allows it, or with the part that it fits best. */
function validate({ parts, at }: Visit, checking: Checking): Result {
  const value = checking.copies.get(at.value) ?? at.value;
  const all = parts.split('|').map((part) => validateWith(part, value, checking));
  const allowing = all.filter(({ errors }) => errors.length === 0);
  const [first, ...others] = allowing.length === 0 ? all : allowing;
  if (first === undefined) throw new Error('A value has no part to validate it.');
  if (others.length === 0) return first;
  if (allowing.length > 0)
    return allowing.find(({ part }) => allowsContent(part, at, checking)) ?? first;
  const { errors, index } = bestFit(
    all.map((each) => each.errors),
    '',
  );
  return (
    (index === undefined ? undefined : all[index]) ?? { ...first, errors, report: new Report() }
  );
}

function validateWith(part: string, value: Json, { parts }: Checking): Result {
  const validator = parts.get(part);
  if (validator === undefined) throw new Error(`AsyncAPI has no part "${part}".`);
  const report = new Report();
  const isAllowed = validator.call(report, value);
  return { part, report, errors: isAllowed ? [] : withoutRepeatedErrors(validator.errors ?? []) };
}

/** Whether a part also allows the inner values: a trial, if several parts allow the value itself. */
function allowsContent(part: string, at: Located, checking: Checking): boolean {
  return walk([{ parts: part, at, isInPlace: false }], checking.trials, checking).length === 0;
}

function visitsWithin(visit: Visit, { report }: Result, checking: Checking): readonly Visit[] {
  return report.innerValues.map((value) => {
    const { at, reference, isReferred } = descend(
      visit.at,
      segmentsOf(value.path),
      checking.closure,
    );
    const isInPlace = visit.isInPlace && !isReferred;
    const inner = { parts: value.parts, at, isInPlace: isInPlace && reference === undefined };
    return isInPlace && reference !== undefined && !isReferenceAllowed(value, reference, checking)
      ? { ...inner, misplaced: reference }
      : inner;
  });
}

/** Whether AsyncAPI allows a reference, or an object with a field `$ref`, in place of a value. */
function isReferenceAllowed(
  { parts, mayBeReference }: InnerValue,
  { value }: Located,
  checking: Checking,
): boolean {
  const isRefused = (part: string): boolean =>
    validateWith(part, value, checking).errors.some(isMisplacedReference);
  return mayBeReference || !parts.split('|').every(isRefused);
}

function isMisplacedReference({ params }: StructureError): boolean {
  return params['additionalProperty'] === '$ref';
}
