import { finalTarget, type Closure } from '../closure.js';
import type { Link, Target } from '../target.js';
import type { Json, JsonObject } from '../document.js';
import { hoist } from './hoist.js';
import { inline, type Inlined, type Reference } from './inline.js';
import { isList, isObject, member } from '../json-guards.js';
import { limits } from '../limits.js';
import { childPointer, pointerOf, valueAt } from '../pointer.js';
import type { Survey } from '../survey.js';

/**
 * A document with all its files in the form in which @asyncapi/parser judges it. It does so in time
 * that grows with the tree that `resolved` spans, so a schema stands there only once, where it is
 * defined: for a reference to it there is a schema that allows everything.
 */
export interface Bundle {
  /** With references, for the rules on these. */
  readonly written: JsonObject;
  /** With what they stand for, shared where several lead to one value. */
  readonly resolved: Inlined;
  /** Where a path of the bundle stands in our files. */
  originOf(path: readonly (string | number)[]): Target;
}

interface Copying {
  readonly closure: Closure;
  readonly survey: Survey;
  readonly files: readonly Target['file'][];
  /** The values that references lead to, and their copies as far as these are made. */
  readonly targets: ReadonlySet<Json>;
  readonly copies: Map<Json, Json>;
  /** By copy of a reference object. */
  readonly references: Map<JsonObject, Reference>;
}

/** Joins the files: the main document, and in it what is referred to. */
export function bundle(closure: Closure, survey: Survey): Bundle {
  const { main } = closure;
  const files = [...closure.files.values()];
  const targets = new Set([...closure.links.values()].map(({ actual }) => valueOf(actual)));
  const copying: Copying = {
    ...{ closure, survey, files, targets },
    ...{ copies: new Map(), references: new Map() },
  };
  const copied = copy(main.data, { file: main, pointer: '' }, copying);
  const { document, places } = hoist(
    isObject(copied) ? copied : {},
    survey.detached.map((target) => [target, copyOf(target, copying)]),
  );
  return {
    written: document,
    resolved: inline(document, {
      referenceAt: (value) => copying.references.get(value),
      valueOf: (target) => copyOf(target, copying),
    }),
    originOf: ([first, second, third, ...rest]) => {
      const hoisted =
        first === 'components' && second === 'schemas' ? places.get(String(third)) : undefined;
      if (hoisted !== undefined) {
        return { ...hoisted, pointer: hoisted.pointer + pointerOf(rest) };
      }
      const path = [first, second, third, ...rest].filter((each) => each !== undefined);
      return { file: main, pointer: pointerOf(path) };
    },
  };
}

function valueOf({ file, pointer }: Target): Json {
  return valueAt(file.data, pointer) ?? null;
}

/** Of the value at the end of a chain of references; AsyncAPI has none for a list. */
function copyOf(target: Target, copying: Copying): Json {
  const final = finalTarget(target, copying.closure) ?? target;
  const value = valueOf(final);
  return copy(isList(value) ? shortened(value) : value, final, copying);
}

/** Each target is copied once, so that those within others cost nothing. */
function copy(value: Json, at: Target, copying: Copying): Json {
  if (!isObject(value) && !isList(value)) return value;
  const known = copying.copies.get(value);
  if (known !== undefined) return known;
  const copied = isList(value) ? copyList(value, at, copying) : copyObject(value, at, copying);
  if (copying.targets.has(value)) copying.copies.set(value, copied);
  return copied;
}

/** Lists whose items have to differ: the parser compares each with each. */
const compared = /\/(?:enum|servers|tags)$/;

/** What is wrong with the others, or the same, does no harm. */
function shortened(list: readonly Json[]): readonly Json[] {
  return list.slice(0, limits.comparedItems);
}

function copyList(list: readonly Json[], at: Target, copying: Copying): readonly Json[] {
  const items = compared.test(at.pointer) ? shortened(list) : list;
  return items.map((item, index) => copy(item, below(at, index), copying));
}

function copyObject(value: JsonObject, at: Target, copying: Copying): JsonObject {
  const { survey, closure } = copying;
  const schema = survey.schemaLinks.get(value);
  if (schema !== undefined) return anySchema(valueOf(schema));
  const link = closure.links.get(value);
  if (link !== undefined) return copyReference(link, at, copying);
  const isExtensible = survey.objects.has(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => {
      // Nothing is said about extensions, and references in them could stand for very much.
      const isExtension = isExtensible && key.startsWith('x-');
      return [key, isExtension ? null : copy(child, below(at, key), copying)];
    }),
  );
}

/** AsyncAPI 2 demands a `type` of headers; else the place of a schema says nothing of its keywords. */
function anySchema(schema: Json): JsonObject {
  const type = member(schema, 'type');
  return type === undefined ? {} : { type };
}

function copyReference(link: Link, at: Target, copying: Copying): JsonObject {
  const reference = { $ref: referenceTo(link, at, copying) };
  copying.references.set(reference, { target: link.actual, at });
  return reference;
}

/**
 * The text of a reference, which the rules only compare. Those of operations stay as written: the
 * parser demands pointers into the root channels there.
 */
function referenceTo({ written, actual }: Link, at: Target, { closure, files }: Copying): string {
  const isOperation = /^(?:\/components)?\/operations\//.test(at.pointer);
  const asWritten = isOperation && written.file === closure.main;
  const target = asWritten ? written : actual;
  const index = files.indexOf(target.file);
  const prefix = index === 0 ? '' : `/x-files/${index}`;
  return `#${prefix}${target.pointer.split('/').map(encodeSegment).join('/')}`;
}

/** RFC 3986; a surrogate without its other half has no encoding. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}

function below({ file, pointer }: Target, key: string | number): Target {
  return { file, pointer: childPointer(pointer, key) };
}
