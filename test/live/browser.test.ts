/** The client in a browser, under a Content Security Policy that forbids `eval`. */
import { symlinkSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { build } from 'esbuild';
import type { ValidatorKind } from '../../src/generate.js';
import { LampMockServer } from '../apis/generated/lamp/index.js';
import { findFreePort, hasMosquitto, startMosquitto } from '../support/broker.js';
import { generatePaths } from '../support/generated-files.js';
import { root } from '../support/project.js';
import { startProxy } from '../support/proxy.js';
import { temporaryFolders } from '../write/temporary-folder.js';
import { hasChromium, openPage } from './browser-page.js';

const newFolder = temporaryFolders();
const itInChromium = hasChromium && hasMosquitto ? it : it.skip;

const program = (url: string): string => `import { LampClient } from './lamp/index.js';
const say = (text: string) => fetch('/say', { method: 'POST', body: text });
addEventListener('securitypolicyviolation', (event) => {
  void say('violation of ' + event.effectiveDirective);
});
try {
  // The mqtt package would start a worker from a blob.
  const mqtt = { timerVariant: 'native' } as const;
  const client = await LampClient.connect({ url: '${url}', moduleId: 'm1', mqtt });
  await client.onLamp(({ level }) => void say('level ' + level));
  await say('reply ' + (await client.setLevel({ connector_id: 1, level: 1 })));
} catch (error) {
  await say(String(error));
}
`;

async function bundlePage(validators: ValidatorKind, url: string): Promise<string> {
  const folder = newFolder();
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const { files } = await generatePaths([join(root, 'test/apis/lamp.yaml')], { validators });
  for (const [path, text] of [...files, ['page.ts', program(url)] as const]) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'page.ts')],
    ...{ bundle: true, write: false, format: 'esm', platform: 'browser' },
  });
  return outputFiles[0]?.text ?? '';
}

itInChromium(
  'fault 7: a request is answered, and events arrive, also after a reconnect',
  async () => {
    const port = await findFreePort();
    const broker = await startMosquitto([`listener ${port} 127.0.0.1`, 'protocol websockets']);
    const proxy = await startProxy(port);
    const socket = proxy.url.replace('mqtt:', 'ws:');
    const mock = await LampMockServer.start({ url: broker.url, moduleId: 'm1' });
    const script = await bundlePage('compiled', socket);
    const page = await openPage(script, { socket, profile: newFolder() });
    try {
      expect(await page.said.reach(1)).toEqual(['reply true']);
      await mock.sendLamp({ lamp_id: 'a', level: 1 });
      expect(await page.said.reach(2)).toContain('level 1');
      proxy.cut();
      // The broker keeps nothing for the page, so this is sent until the page is back.
      while (!page.said.items.includes('level 2')) {
        await mock.sendLamp({ lamp_id: 'a', level: 2 });
        await setTimeout(200);
      }
      expect(page.said.items.filter((said) => said.startsWith('violation'))).toEqual([]);
    } finally {
      await page.close();
      await mock.close();
      await proxy.stop();
      await broker.stop();
    }
  },
  90_000,
);

itInChromium(
  'fault 7: with lazy validators, connect says what to do',
  async () => {
    const socket = 'ws://127.0.0.1:9';
    const script = await bundlePage('lazy', socket);
    const page = await openPage(script, { socket, profile: newFolder() });
    try {
      const said = await page.said.reach(3);
      expect(said).toContain('violation of script-src');
      expect(said.join('\n')).toContain('Generate with `--validators compiled`');
    } finally {
      await page.close();
    }
  },
  90_000,
);
