/** A program that uses everything of the bindings of `lampDocument`, written for them as they were. */
import type { Json, JsonObject } from '../../src/json/json.js';
import type { OutputFile } from '../../src/render/output-file.js';
import type { Chance } from '../properties/chance.js';
import { reader, writer } from './source-program.js';
import { sideOf } from './verdicts.js';

/** Returns the modules of the program by their names; they stand beside the bindings. */
export function clientProgram(
  schemas: JsonObject,
  { files, chance }: { readonly files: readonly OutputFile[]; readonly chance: Chance },
): ReadonlyMap<string, string> {
  const side = sideOf(schemas);
  const modules = new Map([
    ['use-client', useOfClient],
    ['use-symbols', useOfSymbols(files)],
  ]);
  const is = (name: string) => (value: Json) => side.is(name, value);
  const { received, sent } = travelling(schemas);
  for (const name of received) {
    modules.set(`read-${name}`, reader(name, side.json).replace('TYPES', 'index'));
  }
  for (const name of sent) {
    const written = writer(name, { schemas: side.json, chance, is: is(name) });
    modules.set(`write-${name}`, written.replace('TYPES', 'index'));
  }
  return modules;
}

/** Returns the schemas that are read, and those that are written: both for one that nothing leads to. */
function travelling({
  S0,
  S1,
}: JsonObject): Readonly<Record<'received' | 'sent', readonly string[]>> {
  const unused = JSON.stringify([S0, S1]).includes('/S2"') ? [] : ['S2'];
  return { received: ['S0', 'Further', ...unused], sent: ['S1', ...unused] };
}

/** Imports all that a folder of bindings exports. */
function useOfSymbols(files: readonly OutputFile[]): string {
  const declaration = /^export (?:declare )?(const|function|class|interface|type) (\w+)/gm;
  const names = files
    .filter(({ path }) => path.startsWith('lamp/'))
    .flatMap(({ text }) => [...text.matchAll(declaration)])
    .map(([, kind, name]) => `${kind === 'interface' || kind === 'type' ? 'type ' : ''}${name}`);
  return `export { ${names.join(', ')} } from './index.js';
import { LampMockServer, type S0, type S1, type Further } from './index.js';
declare const mock: LampMockServer;
export type Declared = [S0, S1, Further];
export const methods = [mock.sendLight, mock.sendBoth, mock.onSet, mock.onPing, mock.handleQuery, mock.serve];
`;
}

const useOfClient = `import { LampClient, type LightParameters, type SetParameters, type S0, type S1 } from './index.js';
import { read as readS0 } from './read-S0.js';
import { read as readFurther } from './read-Further.js';
declare const value: S1;
declare function text(value: string): void;
export async function use(): Promise<void> {
  const client = await LampClient.connect({
    handlers: {
      onLight: (payload, { parameters }) => { readS0(payload); text(parameters.room); },
      onBoth: { one: (payload) => { readS0(payload); }, two: (payload) => { readFurther(payload); } },
      handleServe: (payload): S1 => { readS0(payload); return value; },
    },
  });
  const room: LightParameters = { room: 'hall' };
  await client.onLight(room, (payload: S0, { parameters }) => { readS0(payload); text(parameters.room); });
  for await (const payload of client.lightStream(room)) readS0(payload);
  await client.onBoth({ one: (payload) => { readS0(payload); }, two: (payload) => { readFurther(payload); } });
  for await (const each of client.bothStream()) text(typeof each);
  const target: SetParameters = { room: 'hall' };
  await client.sendSet(target, value);
  await client.sendPing();
  readS0(await client.query(value));
  for await (const reply of client.queryReplies(value)) readS0(reply);
  await client.handleServe((payload: S0): S1 => { readS0(payload); return value; });
}
`;
