/** `NO_SAMPLE` is at the property for which no valid value could be made. */
import { expect, it, jest } from '@jest/globals';
import { inspect } from '../support/generating.js';
import { specFolder } from '../load/spec-folder.js';

jest.setTimeout(60_000);

/** A request whose reply is a schema in flow style, on line 12. */
const documentOf = (schema: string): string => `asyncapi: 3.0.0
info: { title: T, version: '1' }
servers: { s: { host: localhost, protocol: mqtt } }
channels:
  ask: { address: ask, messages: { m: {} } }
  answer: { address: answer, messages: { m: { payload: { $ref: '#/components/schemas/R' } } } }
operations:
  report: { action: send, channel: { $ref: '#/channels/ask' }, reply: { channel: { $ref: '#/channels/answer' } } }
components:
  schemas:
    Impossible: { type: string, minLength: 3, maxLength: 2 }
    R: ${schema}
`;

const impossible = "{ $ref: '#/components/schemas/Impossible' }";

it.each([
  [`{ properties: { free: ${impossible}, a: { type: string } }, required: [free] }`, 'free', 12],
  [
    `{ required: [a], properties: { a: { type: object, required: [b], properties: { ok: {}, b: { type: array, minItems: 1, items: { type: object, required: [c], properties: { c: ${impossible} } } } } } } }`,
    'a.b[].c',
    12,
  ],
  [
    `{ allOf: [{ properties: { x: { enum: [1] } } }, { required: [y], properties: { y: { type: integer, minimum: 2, maximum: 1 } } }] }`,
    'y',
    12,
  ],
  [
    `{ required: [v], properties: { v: { oneOf: [{ type: integer, minimum: 2, maximum: 1 }] } } }`,
    'v',
    12,
  ],
  [impossible, undefined, 8],
])('%s', async (schema, path, line) => {
  const folder = await specFolder({ 'a.yaml': documentOf(schema) });
  const { diagnostics } = await inspect([`${folder}/a.yaml`]);
  const [found, ...others] = diagnostics.filter(({ code }) => code === 'NO_SAMPLE');
  expect(others).toEqual([]);
  const part = path === undefined ? 'from the schema' : `for the property "${path}"`;
  expect(found?.message).toContain(`no valid value could be made ${part}.`);
  expect(found?.place?.line).toBe(line);
  expect(found?.related?.map(({ place }) => place.line)).toEqual(
    path === undefined ? undefined : [8],
  );
});

it('takes seconds for hundreds of properties', async () => {
  const names = Array.from({ length: 500 }, (_, index) => `p${index}`);
  const properties = names.map((name) => `${name}: { type: string }`).join(', ');
  const schema = `{ required: [z], properties: { ${properties}, z: ${impossible} } }`;
  const folder = await specFolder({ 'a.yaml': documentOf(schema) });
  const before = process.cpuUsage().user;
  const { diagnostics } = await inspect([`${folder}/a.yaml`]);
  expect(diagnostics.map(({ code }) => code)).toContain('NO_SAMPLE');
  expect((process.cpuUsage().user - before) / 1e6).toBeLessThan(20);
});
