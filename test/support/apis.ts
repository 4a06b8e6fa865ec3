import { type Json, type JsonObject, referenceOf } from '../../src/json/json.js';
import { childPointer } from '../../src/json/pointer.js';
import type { Api, Channel, Message, Operation } from '../../src/model/api.js';
import { parseAddress } from '../../src/model/address.js';
import { buildApi } from '../../src/model/model.js';
import { Node, type Links } from '../../src/model/node.js';
import { originId, type Origin } from '../../src/model/origin.js';
import { readSchema } from '../../src/model/schema/schema-reader.js';
import type { Schema, SchemaId } from '../../src/model/schema/schema.js';
import { documentOf, loadFiles } from '../load/loading.js';

/** The file that everything made here stands in; its API is called `thing`. */
export const mainFile = '/specs/thing_API.yaml';

const links: Links = {
  files: new Map(),
  linkOf: (reference) => {
    const [file = '', pointer = ''] = (referenceOf(reference) ?? '').split('#');
    return { file: file === '' ? mainFile : `/specs/${file}`, pointer };
  },
  endOf: () => undefined,
};

/** A schema whose references are a pointer, or a file beside the main one and a pointer. */
export function schemaOf(value: Json, origin: Origin): Schema {
  return readSchema(new Node({ value, origin }, links));
}

/** Loads the first of some files and models it. */
export async function apiOfFiles(files: Readonly<Record<string, string>>): Promise<Api> {
  return buildApi(documentOf(await loadFiles(files)));
}

/** An API that has schemas and nothing else. */
export function apiOfSchemas(schemas: JsonObject, more: Partial<Api> = {}): Api {
  return apiOf(
    Object.entries(schemas).map(([key, value]) => [
      { file: mainFile, pointer: childPointer('/components/schemas', key) },
      value,
    ]),
    more,
  );
}

/** The same of schemas that stand anywhere. */
export function apiOf(schemas: readonly (readonly [Origin, Json])[], more: Partial<Api> = {}): Api {
  const read = schemas.map(([origin, value]) => {
    return [originId(origin), schemaOf(value, origin)] as const;
  });
  return {
    origin: { file: mainFile, pointer: '' },
    side: 'application',
    info: { title: 'Thing', version: '1' },
    servers: [],
    channels: [],
    operations: [],
    messages: [],
    schemas: new Map<SchemaId, Schema>(read),
    ...more,
  };
}

/** A message of the components whose payload, if it is given, is written in place. */
export function messageOf(id: string, more: Partial<Message> = {}): Message {
  const origin = { file: mainFile, pointer: childPointer('/components/messages', id) };
  return {
    id,
    origin,
    contentType: 'application/json',
    encoding: 'json',
    hasPayload: more.payload !== undefined,
    examples: [],
    deprecated: false,
    ...more,
  };
}

/** An operation with a channel of its own and no message. */
export function operationOf(id: string, kind: Operation['kind'] = 'publish'): Operation {
  const at = (section: string): Origin => {
    return { file: mainFile, pointer: childPointer(section, id) };
  };
  const channel: Channel = {
    id,
    origin: at('/channels'),
    address: parseAddress(`a/${id}`),
    parameters: [],
    messages: [],
    servers: [],
  };
  const base = { id, origin: at('/operations'), channel, messages: [], mqtt: {} };
  if (kind === 'publish' || kind === 'subscribe') return { ...base, kind };
  const reply = { address: { kind: 'channel' }, envelope: 'properties', messages: [] } as const;
  return { ...base, kind, reply };
}
