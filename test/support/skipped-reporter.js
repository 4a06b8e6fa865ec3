import { relative } from 'node:path';

const isSkipped = ({ status }) => status === 'pending' || status === 'todo' || status === 'skipped';

/** Names each skipped test at the end of a run, unless the run was asked for some tests only. */
export default class SkippedReporter {
  constructor({ testNamePattern }) {
    this.isPartial = Boolean(testNamePattern);
  }

  onRunComplete(_, { testResults }) {
    if (this.isPartial) return;
    const skipped = testResults.flatMap(({ testFilePath, testResults: tests }) =>
      tests
        .filter(isSkipped)
        .map(({ fullName }) => `  ${relative(process.cwd(), testFilePath)}: ${fullName}`),
    );
    if (skipped.length > 0) console.error(['Skipped:', ...skipped].join('\n'));
  }
}
