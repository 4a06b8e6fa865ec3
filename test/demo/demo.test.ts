/** `npm run demo` is the first thing that newcomers see: it has to run as it is described. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const MAX_LINES = 60;
/** It takes 6 s; the other tests run beside it. */
const TIMEOUT_MS = 120_000;

const EVSE = 'everest_api/1/evse_manager_consumer/evse_1';
const TOKENS = 'everest_api/1/auth_token_validator/tokens';

describe('npm run demo', () => {
  let folder: string;
  let exitCode: number;
  let lines: readonly string[];
  let errors: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demo-test-'));
    const env: NodeJS.ProcessEnv = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder };
    delete env['FORCE_COLOR'];
    const child = spawn(process.execPath, [join(ROOT, 'examples/demo/run.js')], { env });
    const ended = new Promise<number>((resolve, reject) => {
      child.once('error', reject).once('close', (code) => resolve(code ?? -1));
    });
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    lines = out.trimEnd().split('\n');
    errors = err;
    exitCode = code;
  }, TIMEOUT_MS);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('ends well and says nothing on standard error', () => {
    expect(errors).toBe('');
    expect(exitCode).toBe(0);
  });

  it('fits on a screen, without colours in a pipe', () => {
    expect(lines.length).toBeLessThanOrEqual(MAX_LINES);
    expect(lines.join('\n')).not.toContain('\u001b');
  });

  it('leaves no files', async () => {
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['generates', 'generated evse-manager-consumer: 39 operations, '],
    ['generates the second API', 'generated auth-token-validator: 4 operations, '],
    ['compiles', 'compiled with tsc, all strict options, no errors'],
    ['asks', `→ ${EVSE}/m2e/get_evse {"headers":{"replyTo":"…/reply/`],
    ['gets a reply', '{"id":1,"connectors":[{"id":1,"type":"cCCS2"}]}'],
    ['asks with a payload', '"payload":{"connector_id":0,'],
    ['gets the reply of a handler', '= is enabled: false, then true'],
    ['publishes', `→ ${EVSE}/m2e/communication_check true`],
    ['hears heartbeats', `← ${EVSE}/e2m/heartbeat `],
    ['sees events', `← ${EVSE}/e2m/session_event {"event":"TransactionStarted",`],
    ['reads a stream', `← ${EVSE}/e2m/powermeter {"energy_Wh_import":{"total":600}`],
    ['is asked', `← ${TOKENS}/e2m/validate_token {"headers":{"replyTo":"…/reply/`],
    ['answers', ' {"authorization_status":"Accepted",'],
    ['ends the session', `→ ${EVSE}/m2e/stop_transaction `],
    ['sees the end', 'FinishedEVSE, Unplugged'],
    ['refuses to send nonsense', '✗ /payload/connector_id must be integer'],
    ['reports nonsense', '✗ onInvalidMessage: /event must be '],
    ['runs into a timeout', '✗ the reply to send_request_get_evse did not come within 300 ms'],
    ['explains it', '- no peer is subscribed to this topic'],
    ['closes', '= connections to the broker: 0;'],
  ])('%s', (_what, part) => {
    expect(lines.filter((line) => line.includes(part))).not.toEqual([]);
  });
});
