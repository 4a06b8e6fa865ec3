/** T-17: a file that does not arrive is waited for as long as `SECURITY.md` says. */
import { beforeAll, expect, it } from '@jest/globals';
import { loadFiles, only } from '../load/loading.js';
import { serve } from '../load/http-server.js';
import { withPayload } from '../load/spec-folder.js';

// All other tests of the file run while these two requests wait.
let waiting: ReturnType<typeof waitForNothing>;
beforeAll(() => {
  waiting = waitForNothing();
});

it('T-17: a file that was allowed has ten seconds to arrive', async () => {
  const { codes, tookMs } = await waiting;
  expect(codes).toEqual(['REF_REMOTE_FAILED', 'REF_REMOTE_FAILED']);
  expect(tookMs).toBeGreaterThan(9000);
}, 90_000);

async function waitForNothing() {
  const server = await serve({
    '/never.yaml': () => undefined,
    '/slow.yaml': (response) => {
      const timer = setInterval(() => response.write('#'), 500);
      response.once('close', () => clearInterval(timer));
    },
  });
  const start = performance.now();
  const found = await Promise.all(
    ['never', 'slow'].map((name) =>
      loadFiles(
        { 'a.yaml': withPayload(`{$ref: '${server.origin}/${name}.yaml'}`) },
        { allowRef: [server.origin] },
      ),
    ),
  );
  return { codes: found.map((each) => only(each).code), tookMs: performance.now() - start };
}
