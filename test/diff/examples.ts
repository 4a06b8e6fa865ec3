/** The examples of `rules.yaml`: what each rule reports. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { isObject, type Json, type JsonObject } from '../../src/json/json.js';

/** An example of a rule: two versions of a schema, or two patches of the document below. */
export interface Example {
  readonly rule: string;
  /** The name of the schema that changes. */
  readonly schema?: string;
  readonly old: JsonObject;
  readonly new: JsonObject;
  /** What is reported, in both directions or whatever the direction. */
  readonly received?: string;
  readonly sent?: string;
  readonly says?: string;
  /** Other rules that such a change has to do with. */
  readonly also?: readonly string[];
}

/** Returns all examples, in the order of the file. */
export function readExamples(): readonly Example[] {
  return parse(readFileSync(resolve('test/diff/rules.yaml'), 'utf8'), { merge: true });
}

const payload = (name: string): JsonObject => ({
  payload: { $ref: `#/components/schemas/${name}` },
});
const channel = (name: string, message: string): JsonObject => ({
  address: name,
  messages: { [message]: { $ref: `#/components/messages/${message}` } },
});

/** The document that examples without a schema change. */
export const lamp: JsonObject = {
  asyncapi: '3.0.0',
  info: { title: 'Lamp', version: '1.0.0' },
  servers: {
    broker: { host: 'localhost', pathname: '{lamp}', protocol: 'mqtt', variables: { lamp: {} } },
  },
  channels: {
    state: channel('state', 'state'),
    dim: channel('dim', 'dim'),
    ask: channel('ask', 'ask'),
    info: channel('info', 'info'),
  },
  operations: {
    receiveState: { action: 'receive', channel: { $ref: '#/channels/state' } },
    sendDim: { action: 'send', channel: { $ref: '#/channels/dim' } },
    sendRequestInfo: {
      action: 'send',
      channel: { $ref: '#/channels/ask' },
      reply: { channel: { $ref: '#/channels/info' } },
    },
  },
  components: {
    messages: {
      state: payload('State'),
      dim: payload('Dim'),
      ask: payload('Ask'),
      info: payload('Info'),
    },
    schemas: {
      State: { type: 'string' },
      Dim: { type: 'object', properties: {} },
      Ask: { type: 'object', properties: { id: { type: 'string' } } },
      Info: { type: 'object', properties: { id: { type: 'string' } } },
    },
  },
};

/** Merges a JSON Merge Patch (RFC 7386) into a document. */
export function patched(document: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map<string, Json>(Object.entries(document));
  for (const [key, value] of Object.entries(patch)) {
    const old = merged.get(key);
    if (value === null) merged.delete(key);
    else merged.set(key, isObject(value) ? patched(isObject(old) ? old : {}, value) : value);
  }
  return Object.fromEntries(merged);
}
