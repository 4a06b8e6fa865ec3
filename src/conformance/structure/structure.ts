import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Closure } from '../../load/references/closure.js';
import { descend, topOf, type Located } from '../../load/references/descend.js';
import { isList, isObject, type Json } from '../../json/json.js';
import { limits } from '../../load/limits.js';
import { segmentsOf } from '../../json/pointer.js';
import { bestFit, withoutEchoes } from './alternatives.js';
import { createFindingMaker, type FindingMaker } from './structure-findings.js';
import { Meeting, type Met } from './meeting.js';
import { resolvedCopies } from './resolved-copies.js';
import { loadParts, type Parts, type StructureError } from './validators.js';

/** A value that one of several parts has to allow. */
interface Visit {
  /** Names, joined by "|". */
  readonly parts: string;
  /** The value, which is no reference. */
  readonly at: Located;
  /** Whether the walk came here without following a reference. */
  readonly isStanding: boolean;
  /** The reference that stands for the value where AsyncAPI allows none. */
  readonly misplaced?: Located;
}

/** What a part reports about a value. */
interface Judgement {
  readonly part: string;
  readonly errors: readonly StructureError[];
  readonly meeting: Meeting;
}

interface Checking {
  readonly closure: Closure;
  readonly parts: Parts;
  /** By value as written: the value with references replaced. */
  readonly copies: ReadonlyMap<Json, Json>;
  readonly make: FindingMaker;
  /** Shared by all trials of alternatives. */
  readonly trials: Bounds;
}

interface Bounds {
  readonly findings: number;
  visits: number;
}

/**
 * Checks the structure of a document with all its files against its AsyncAPI version. Takes linear
 * time, and stops at the limit of findings.
 */
export async function checkStructure(
  closure: Closure,
  version: string,
): Promise<readonly Diagnostic[]> {
  const checking = {
    ...{ closure, parts: await loadParts(version), copies: resolvedCopies(closure) },
    make: createFindingMaker(closure, version),
    trials: { findings: 1, visits: limits.trialVisits },
  };
  const document = { parts: '', at: topOf(closure), isStanding: true };
  return walk([document], { findings: limits.structureFindings, visits: Infinity }, checking);
}

/**
 * Visits each value once for each of its parts. Values that no reference leads to come first, so that
 * a visit by reference does not hide that the value also stands in its own place.
 */
function walk(start: readonly Visit[], bounds: Bounds, checking: Checking): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  const seen = new Map<string, Set<Json>>();
  const standing = [...start];
  const referred: Visit[] = [];
  const next = (): Visit | undefined => standing.pop() ?? referred.pop();
  for (let visit = next(); visit !== undefined && bounds.visits > 0; visit = next()) {
    bounds.visits -= 1;
    if (!isNew(visit, seen)) continue;
    const judgement = judge(visit, checking);
    const inner = visitsWithin(visit, judgement, checking);
    for (const finding of findingsOf({ ...visit, ...judgement, inner }, checking)) {
      found.set(JSON.stringify([finding.message, finding.place]), finding);
      if (found.size >= bounds.findings) return [...found.values()];
    }
    for (const each of inner.toReversed()) (each.isStanding ? standing : referred).push(each);
  }
  return [...found.values()];
}

/** Reports what is wrong with a value itself, and the references in it that AsyncAPI does not allow. */
function* findingsOf(
  looked: Visit & Judgement & { readonly inner: readonly Visit[] },
  checking: Checking,
): Generator<Diagnostic> {
  const { part, at, errors, meeting, isStanding, inner } = looked;
  const { make } = checking;
  yield* make.mistakes({ part, at, errors, arrays: meeting.arrays });
  const written = isStanding ? judgeBy(part, at.value, checking).errors : [];
  for (const { instancePath } of written.filter(isMisplacedReference)) {
    yield make.misplacedReference({ ...at, pointer: at.pointer + instancePath });
  }
  for (const { misplaced } of inner) {
    if (misplaced !== undefined) yield make.misplacedReference(misplaced);
  }
}

function isNew({ parts, at: { value } }: Visit, seen: Map<string, Set<Json>>): boolean {
  if (!isObject(value) && !isList(value)) return true;
  const values = seen.get(parts) ?? new Set();
  seen.set(parts, values);
  const isKnown = values.has(value);
  values.add(value);
  return !isKnown;
}

/** Chooses the part that allows the value, or else the one that it fits best. */
function judge({ parts, at }: Visit, checking: Checking): Judgement {
  const value = checking.copies.get(at.value) ?? at.value;
  const all = parts.split('|').map((part) => judgeBy(part, value, checking));
  const allowing = all.filter(({ errors }) => errors.length === 0);
  const [first, ...others] = allowing.length === 0 ? all : allowing;
  if (first === undefined) throw new Error('A value is to be judged by no part.');
  if (others.length === 0) return first;
  if (allowing.length > 0) return allowing.find(({ part }) => isRight(part, at, checking)) ?? first;
  const { errors, index } = bestFit(
    all.map((each) => each.errors),
    '',
  );
  return (
    (index === undefined ? undefined : all[index]) ?? { ...first, errors, meeting: new Meeting() }
  );
}

function judgeBy(part: string, value: Json, { parts }: Checking): Judgement {
  const validator = parts.get(part);
  if (validator === undefined) throw new Error(`AsyncAPI has no part "${part}".`);
  const meeting = new Meeting();
  const isAllowed = validator.call(meeting, value);
  return { part, meeting, errors: isAllowed ? [] : withoutEchoes(validator.errors ?? []) };
}

/** Whether a part also allows the values within: a trial, where several parts allow the value itself. */
function isRight(part: string, at: Located, checking: Checking): boolean {
  return walk([{ parts: part, at, isStanding: false }], checking.trials, checking).length === 0;
}

function visitsWithin(visit: Visit, { meeting }: Judgement, checking: Checking): readonly Visit[] {
  return meeting.met.map((met) => {
    const { at, reference, isReferred } = descend(visit.at, segmentsOf(met.path), checking.closure);
    const isStanding = visit.isStanding && !isReferred;
    const inner = { parts: met.parts, at, isStanding: isStanding && reference === undefined };
    return isStanding && reference !== undefined && !isReferenceAllowed(met, reference, checking)
      ? { ...inner, misplaced: reference }
      : inner;
  });
}

/** Whether a place takes references, or takes objects that have a field `$ref`. */
function isReferenceAllowed(
  { parts, mayBeReference }: Met,
  { value }: Located,
  checking: Checking,
): boolean {
  const isRefused = (part: string): boolean =>
    judgeBy(part, value, checking).errors.some(isMisplacedReference);
  return mayBeReference || !parts.split('|').every(isRefused);
}

function isMisplacedReference({ params }: StructureError): boolean {
  return params['additionalProperty'] === '$ref';
}
