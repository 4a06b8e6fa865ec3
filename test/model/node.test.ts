/** Going through a document as written, with references followed on the way. */
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Node } from '../../src/model/node.js';
import { originId } from '../../src/model/origin.js';
import { createSource } from '../../src/model/source.js';
import { documentOf, loadFiles } from '../load/loading.js';
import { asyncapi3, withPayload } from '../load/spec-folder.js';

const files = {
  'a.yaml': asyncapi3(`channels:
  c: {$ref: 'b.yaml#/channels/d'}
  e: {address: e, messages: {m: {$ref: '#/channels/c/messages/m'}}}
`),
  'b.yaml': `channels: {d: {address: d, messages: {m: {$ref: '#/x'}}}}
x: {$ref: '#/y'}
y: {name: M, tags: [{name: t}, {$ref: '#/tag'}], deprecated: true}
tag: {name: u}
`,
};

async function rootOf(texts: Readonly<Record<string, string>>) {
  const loaded = await loadFiles(texts);
  const { root } = createSource(documentOf(loaded));
  const idOf = (node: Node | undefined): string => {
    return node === undefined ? '' : originId(node.origin).replace(`${loaded.folder}/`, '');
  };
  return { root, idOf, folder: loaded.folder };
}

describe('a node', () => {
  it('gives what references lead to, and where that stands', async () => {
    const { root, idOf } = await rootOf(files);
    const message = root.get('channels', 'e', 'messages', 'm');
    expect(message?.get('name')?.value).toBe('M');
    expect(idOf(message)).toBe('b.yaml#/y');
    expect(idOf(message?.get('name'))).toBe('b.yaml#/y/name');
    expect(idOf(root.get('channels', 'c'))).toBe('b.yaml#/channels/d');
    expect(root.get('channels', 'nothing', 'messages')).toBeUndefined();
    expect(root.get()).toBe(root);
  });

  it('gives the parts of arrays and objects, and none of anything else', async () => {
    const { root, idOf } = await rootOf(files);
    const message = root.get('channels', 'c', 'messages', 'm');
    expect(message?.items('tags').map(idOf)).toEqual(['b.yaml#/y/tags/0', 'b.yaml#/tag']);
    expect(root.entries('channels').map(([key, each]) => [key, idOf(each)])).toEqual([
      ['c', 'b.yaml#/channels/d'],
      ['e', 'a.yaml#/channels/e'],
    ]);
    expect(root.items('channels')).toEqual([]);
    expect(message?.entries('tags')).toEqual([]);
    expect(message?.entries('name')).toEqual([]);
    expect(message?.items('name', 'length')).toEqual([]);
  });

  it('gives values of one type', async () => {
    const { root } = await rootOf(files);
    const message = root.get('channels', 'c', 'messages', 'm');
    expect(message?.string('name')).toBe('M');
    expect(message?.string('deprecated')).toBeUndefined();
    expect(message?.boolean('deprecated')).toBe(true);
    expect(message?.boolean('name')).toBeUndefined();
    expect(message?.stringFields('name', 'title')).toEqual({ name: 'M' });
    expect(message?.get('tags')?.strings()).toEqual([]);
  });

  it('keeps references where they are asked for as written', async () => {
    const { root, idOf, folder } = await rootOf(files);
    const written = root.asWritten().get('channels', 'e', 'messages', 'm');
    expect(written?.value).toEqual({ $ref: '#/channels/c/messages/m' });
    expect(idOf(written)).toBe('a.yaml#/channels/e/messages/m');
    expect(written?.link).toEqual({
      file: join(folder, 'b.yaml'),
      pointer: '/channels/d/messages/m',
    });
    expect(idOf(written?.followed())).toBe('b.yaml#/y');
    expect(root.asWritten().get('channels', 'c', 'address')).toBeUndefined();
    expect(root.link).toBeUndefined();
  });

  it('knows own properties only', async () => {
    const { root } = await rootOf(files);
    expect(root.get('constructor')).toBeUndefined();
    expect(root.get('channels', '__proto__')).toBeUndefined();
  });
});

it('no value that a node gives is a reference, wherever one goes', async () => {
  const tree = `components:
  schemas:
    Tree: {type: object, properties: {kids: {items: {$ref: '#/components/schemas/Tree'}}, node: {$ref: 'b.yaml#/N'}}}
`;
  const text = withPayload("{$ref: 'b.yaml#/N'}", tree);
  const other =
    "N: {properties: {next: {$ref: '#/N'}, back: {$ref: 'a.yaml#/components/schemas/Tree'}}}";
  const { root, idOf } = await rootOf({ 'a.yaml': text, 'b.yaml': other });
  const met = new Map<string, Node>();
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (met.has(idOf(node))) continue;
    met.set(idOf(node), node);
    for (const each of node.items()) open.push(each);
    for (const [, each] of node.entries()) open.push(each);
  }
  expect([...met.keys()]).toContain('b.yaml#/N/properties');
  expect([...met.keys()].filter((id) => id.endsWith('$ref'))).toEqual([]);
});
