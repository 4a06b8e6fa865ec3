/** `npm run test:corpus -- <folder>`: generates and checks every AsyncAPI document in a folder. */
import { realpathSync } from 'node:fs';
import { checkWorkspace } from './check-workspace.js';
import { findDocuments, workspacesOf } from './find-documents.js';
import { closingLine, sum, type Report } from './report.js';

async function run(folder: string): Promise<number> {
  const reports: Report[] = [];
  for (const workspace of workspacesOf(await findDocuments(folder), folder)) {
    const report = await checkWorkspace(workspace, { root: folder });
    for (const refusal of report.refusals) console.log(`refused  ${refusal}`);
    for (const failure of report.failures) console.log(`FAILED   ${failure}`);
    console.log(`${workspace.name}: ${closingLine(report)}`);
    reports.push(report);
  }
  const report = sum(reports);
  console.log(`\nAll: ${closingLine(report)}`);
  return report.failures.length === 0 && report.counts.documents > 0 ? 0 : 1;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: npm run test:corpus -- <folder with AsyncAPI documents>');
  process.exitCode = 2;
} else {
  process.exitCode = await run(realpathSync(folder));
}
