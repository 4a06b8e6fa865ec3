/** Writes `dist/structure`. `npm run build` runs this file after the TypeScript compiler. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import specs from '@asyncapi/specs';
import { compileParts } from './compile-parts.js';

const folder = fileURLToPath(new URL('../../structure/', import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [version, schema] of Object.entries(specs.schemasWithoutId)) {
  writeFileSync(`${folder}${version}.js`, compileParts(schema, version));
}
