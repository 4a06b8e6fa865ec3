/** Compares documents of tests, which are data. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareDocuments } from '../../src/generate/compare.js';
import type { Difference } from '../../src/diff/diff.js';
import type { JsonObject } from '../../src/json/json.js';
import { loader } from '../support/loader.js';

/** Compares two versions of a document. */
export async function compare(
  old: JsonObject,
  fresh: JsonObject,
  options: Parameters<typeof compareDocuments>[1] = {},
): Promise<Difference> {
  const folder = mkdtempSync(join(tmpdir(), 'diff-'));
  try {
    const paths = { old: join(folder, 'old/lamp.yaml'), new: join(folder, 'new/lamp.yaml') };
    for (const [version, document] of [['old', old] as const, ['new', fresh] as const]) {
      mkdirSync(join(folder, version));
      writeFileSync(paths[version], JSON.stringify(document, null, 1));
    }
    const { documents, diagnostics } = await compareDocuments([paths], { loader, ...options });
    const [document] = documents;
    if (document === undefined) throw new Error(JSON.stringify(diagnostics, null, 1));
    return document.difference;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A document whose client receives and sends values of each schema. */
export function exchanging(schemas: JsonObject): JsonObject {
  const names = Object.keys(schemas);
  const of = (build: (name: string) => JsonObject): JsonObject =>
    Object.fromEntries(names.flatMap((name) => Object.entries(build(name))));
  return {
    asyncapi: '3.0.0',
    info: { title: 'Lamp', version: '1.0.0' },
    servers: { broker: { host: 'localhost', protocol: 'mqtt' } },
    channels: of((name) => ({
      [`${name}In`]: {
        address: `in/${name}`,
        messages: { [name]: { payload: { $ref: `#/components/schemas/${name}` } } },
      },
      [`${name}Out`]: {
        address: `out/${name}`,
        messages: { [name]: { payload: { $ref: `#/components/schemas/${name}` } } },
      },
    })),
    operations: of((name) => ({
      [`receive${name}`]: { action: 'receive', channel: { $ref: `#/channels/${name}In` } },
      [`send${name}`]: { action: 'send', channel: { $ref: `#/channels/${name}Out` } },
    })),
    components: { schemas },
  };
}
