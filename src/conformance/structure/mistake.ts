import type { Target } from '../../load/references/target.js';
import { childPointer, segmentsOf, valueAt } from '../../json/pointer.js';
import { member, type Json } from '../../json/json.js';
import { objectOf } from './sections.js';
import type { StructureError } from './validators.js';

/** What is wrong with a value. */
export type MistakeKind =
  'missing field' | 'unknown field' | 'wrong type' | 'wrong value' | 'wrong name' | 'other';

/** An error of ajv, in terms of AsyncAPI. */
export interface Mistake {
  readonly error: StructureError;
  readonly kind: MistakeKind;
  /** The kind of object that a validator was applied to, e.g. `operation`. */
  readonly object: string;
  /**
   * The keys from that object to the wrong, missing or unknown value, joined by `/`, with `*` for each
   * index. Empty if the object itself is wrong.
   */
  readonly field: string;
  /** The key of the wrong value, or of the object that lacks a field. Empty for the document. */
  readonly name: string;
  /** The wrong value, the value of an unknown field, or the object that lacks a field. */
  readonly value: Json;
  /** The value that contains the wrong value; the object that lacks a field itself. */
  readonly owner: Json;
  /** The location of the wrong or unknown value, or of the object that lacks a field. */
  readonly at: Target;
  /** The fields that the object may have, if the mistake is an unknown field. */
  readonly allowed: readonly string[];
  /** The part of the JSON Schema that reports the error. */
  readonly part: string;
  /** The AsyncAPI version of the document. */
  readonly version: string;
}

const kinds: Readonly<Record<string, MistakeKind>> = {
  required: 'missing field',
  additionalProperties: 'unknown field',
  type: 'wrong type',
  enum: 'wrong value',
  const: 'wrong value',
  propertyNames: 'wrong name',
};

/** What is known of an error and of the value that it is about. */
export interface ErrorContext {
  readonly error: StructureError;
  readonly name: string;
  /** The value that the error is about. For an unknown field, the object that has it. */
  readonly at: Target & { readonly value: Json };
  readonly part: string;
  readonly version: string;
  readonly allowed: readonly string[];
}

/** Converts an error of ajv to a mistake. */
export function toMistake(context: ErrorContext): Mistake {
  const { error, at, ...rest } = context;
  const extra = error.params['additionalProperty'];
  const missing = error.params['missingProperty'];
  const key = [extra, missing].find((each) => typeof each === 'string');
  const own = segmentsOf(error.instancePath).map((each) => (/^\d+$/.test(each) ? '*' : each));
  const about = {
    ...rest,
    error,
    kind: (Object.hasOwn(kinds, error.keyword) ? kinds[error.keyword] : undefined) ?? 'other',
    object: objectOf(rest.part),
    field: [...own, ...(typeof key === 'string' ? [key] : [])].join('/'),
  };
  const { file, pointer, value } = at;
  if (typeof extra === 'string') {
    const child = { file, pointer: childPointer(pointer, extra) };
    return { ...about, value: member(value, extra) ?? null, owner: value, at: child };
  }
  const outer = pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
  const owner = typeof missing === 'string' ? value : (valueAt(file.data, outer) ?? null);
  return { ...about, value, owner, at: { file, pointer } };
}
