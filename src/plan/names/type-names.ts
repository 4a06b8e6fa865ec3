import type { Api, Message } from '../../model/api.js';
import { envelopePayload } from '../../model/envelope.js';
import { mergedToken } from '../../model/headers.js';
import { originId, type Origin } from '../../model/origin.js';
import { segmentsOf } from '../../json/pointer.js';
import type { Schema, SchemaId } from '../../model/schema/schema.js';
import { apiNameOf } from './api-name.js';
import { definedName } from './defined-name.js';
import { nestedTypes, type NestedType } from './nested-types.js';
import { settleNames, type Candidate, type NameClash } from './name-clashes.js';
import { pascalCase } from './case.js';

/** A schema that gets a declaration, and its name. */
export interface NamedType {
  readonly id: SchemaId;
  readonly name: string;
  readonly schema: Schema;
}

export interface TypeNames {
  /** The named types in document order; owners come before what is nested in them. */
  readonly types: ReadonlyMap<SchemaId, NamedType>;
  /** Returns the name of the declaration of a schema, if it has one. */
  nameOf(schema: Schema): string | undefined;
  readonly clashes: readonly NameClash[];
}

interface TypeCandidate extends Candidate {
  readonly schema: Schema;
}

/**
 * Names every schema after the place of its definition. Only another schema that wants the same
 * name can change it.
 */
export function nameTypes(api: Api, reserved: ReadonlySet<string>): TypeNames {
  const messages = new Map(api.messages.flatMap(messageSchemaNames));
  const roots = [...api.schemas].map(([id, schema]) => rootCandidate(id, schema, messages));
  const outer = settleNames(roots, reserved);
  const always = new Set(envelopePayloads(api).map(({ origin }) => originId(origin)));
  const families = roots.map((root) => {
    const nested = nestedTypes(root.schema, { roots: api.schemas, always });
    return [root, ...nested.map((type) => nestedCandidate(type, outer.names.get(root.id) ?? ''))];
  });
  const nested = families.flatMap((family) => family.slice(1));
  const inner = settleNames(nested, new Set([...reserved, ...outer.names.values()]));
  const names = new Map([...outer.names, ...inner.names]);
  const types = families
    .flat()
    .map(({ id, schema }) => ({ id, schema, name: names.get(id) ?? '' }));
  const byId = new Map(types.map((type) => [type.id, type]));
  return {
    types: byId,
    nameOf: (schema) =>
      byId.get(schema.kind === 'reference' ? schema.target : originId(schema.origin))?.name,
    clashes: [...outer.clashes, ...inner.clashes],
  };
}

/** Returns the names of payloads and headers written in place: they are named after their message. */
function messageSchemaNames(message: Message): readonly (readonly [SchemaId, string])[] {
  const own = originId(message.origin);
  const name = pascalCase(message.id) || 'Message';
  return [
    [`${own}/payload`, name],
    [`${own}/payload/schema`, name],
    [`${own}/headers`, `${name}Headers`],
    [`${own}/headers/${mergedToken}`, `${name}Headers`],
  ];
}

function rootCandidate(
  id: SchemaId,
  schema: Schema,
  messages: ReadonlyMap<SchemaId, string>,
): TypeCandidate {
  const { origin } = schema;
  const message = messages.get(id);
  if (message !== undefined) {
    return {
      id,
      origin,
      schema,
      wanted: message,
      ancestors: ancestorsOf(origin, messageDepth(origin)),
    };
  }
  const { name, depth } = definedName(origin);
  return { id, origin, schema, wanted: name, ancestors: ancestorsOf(origin, depth) };
}

/** Returns how many tokens lead from the key of the message to the schema, the key included. */
function messageDepth({ pointer }: Origin): number {
  return pointer.endsWith('/payload/schema') || pointer.endsWith(mergedToken) ? 3 : 2;
}

function nestedCandidate({ schema, path }: NestedType, owner: string): TypeCandidate {
  return {
    id: originId(schema.origin),
    origin: schema.origin,
    schema,
    wanted: owner + path.map(pascalCase).join(''),
    ancestors: ancestorsOf(schema.origin, 1),
  };
}

/**
 * Returns the payloads inside envelopes. They are arguments of methods, so they always get a name.
 */
function envelopePayloads(api: Api): readonly Schema[] {
  return api.operations
    .filter((operation) => 'reply' in operation && operation.reply.envelope === 'body')
    .flatMap((operation) => operation.messages)
    .map((message) => envelopePayload(message, api.schemas))
    .filter((schema) => schema !== undefined);
}

function ancestorsOf({ file, pointer }: Origin, own: number): readonly string[] {
  const tokens = segmentsOf(pointer);
  return [...tokens.slice(0, tokens.length - own).toReversed(), apiNameOf(file)];
}
