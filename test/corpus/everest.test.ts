import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { generate } from '../support/generating.js';
import { sharedData } from '../support/shared-data.js';
import { checkApi } from './check-api.js';
import { checkWorkspace } from './check-workspace.js';
import { findDocuments, workspacesOf } from './find-documents.js';
import { closingLine, reportOf, type Report } from './report.js';
import { matrix } from './type-check.js';

const { folder, isThere } = sharedData('everest-specs/2026-03-18', 'EVEREST_CORPUS');
const describeWithData = isThere ? describe : describe.skip;

/** `npm run test:corpus` takes all dates and the whole matrix. */
const cells = matrix.filter(({ name }) => name === 'Bundler, every flag');

describeWithData(isThere ? 'the EVerest documents' : `no corpus: ${folder} not found`, () => {
  it('generate, compile and lose nothing', async () => {
    const [workspace, ...others] = workspacesOf(await findDocuments(folder), folder);
    expect(others).toEqual([]);
    if (workspace === undefined) throw new Error('no documents');
    const report = await checkWorkspace(workspace, { cells, root: folder });
    expect({ refusals: report.refusals, failures: report.failures }).toEqual({
      refusals: [],
      failures: [],
    });
    expect(closingLine(report)).toMatch(/^20 documents · 0 refused · 180 operations · /);
  }, 300_000);
});

const document = `asyncapi: 3.0.0
info: { title: T, version: 1.0.0 }
channels:
  c: { address: a, messages: { m: { payload: { $ref: '#/components/schemas/Outer' } } } }
operations:
  send_it: { action: send, channel: { $ref: '#/channels/c' } }
components:
  schemas:
    Outer: { type: object, properties: { list: { type: array, items: { properties: { deep: {} } } } } }
`;

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const own = await mkdtemp(join(tmpdir(), 'corpus-test-'));
  try {
    await use(own);
  } finally {
    await rm(own, { recursive: true });
  }
}

/** What is found when one file of the output is changed. */
async function reportWith(change: (text: string) => string): Promise<Report> {
  let report = reportOf({});
  await inFolder(async (own) => {
    await writeFile(join(own, 'a.yaml'), document);
    const { apis, files } = await generate([join(own, 'a.yaml')]);
    const [api] = apis;
    if (api === undefined) throw new Error('not generated');
    report = checkApi(
      api,
      files.map(({ path, text }) => ({ path, text: change(text) })),
    );
  });
  return report;
}

describe('the corpus check', () => {
  it('passes what is right', async () => {
    const { counts, failures } = await reportWith((text) => text);
    expect(failures).toEqual([]);
    expect(counts).toMatchObject({ operations: 1, properties: 2, types: 2 });
  });

  it.each([
    [/deep\?: unknown;?/, 'lost property deep'],
    [/operations\.it\b/, 'lost method'],
    [/id: "send_it"/, 'lost id'],
  ])('finds that %s is missing: %s', async (pattern) => {
    const { failures } = await reportWith((text) => text.replace(pattern, 'null'));
    expect(failures).not.toEqual([]);
  });

  it('refuses what the parser rejects, and generates the others', async () => {
    await inFolder(async (own) => {
      await writeFile(join(own, 'a.yaml'), document);
      await writeFile(join(own, 'b.yaml'), 'asyncapi: 3.0.0\ninfo: 1\n');
      await writeFile(join(own, 'c.yml'), 'asyncapi: [');
      await writeFile(join(own, 'd.yaml'), 'openapi: 3.0.0\n');
      const [workspace] = workspacesOf(await findDocuments(own), own);
      if (workspace === undefined) throw new Error('no documents');
      // Types are checked above.
      const { counts, failures, refusals } = await checkWorkspace(workspace, { cells: [] });
      expect(failures).toEqual([]);
      expect(counts).toMatchObject({ documents: 3, refused: 2, operations: 1 });
      expect(refusals).toHaveLength(2);
    });
  }, 60_000);

  it('puts documents of one API name into different workspaces', () => {
    const paths = ['/x/1/a.yaml', '/x/1/b.yaml', '/x/1/old/a.yaml', '/x/2/a.yaml', '/x/c.yaml'];
    expect(workspacesOf(paths, '/x')).toEqual([
      { name: '1', documents: ['/x/1/a.yaml', '/x/1/b.yaml'] },
      { name: '1-2', documents: ['/x/1/old/a.yaml'] },
      { name: '2', documents: ['/x/2/a.yaml'] },
      { name: 'documents', documents: ['/x/c.yaml'] },
    ]);
  });
});
