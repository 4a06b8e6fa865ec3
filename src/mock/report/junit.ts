import { withoutHidden } from '../../../templates/runtime/visible.js';
import type { MockReport, ReportedOperation } from './report.js';

/** A test case of JUnit: it passed, failed, or was skipped. */
interface Case {
  readonly suite: string;
  readonly name: string;
  readonly failures: readonly string[];
  readonly isSkipped: boolean;
}

/**
 * Writes a report as JUnit XML: each operation is a test case, which fails if a message of it was not valid and is
 * skipped if there was none. Communication checks, and messages of no operation, are test cases of their own.
 */
export function junitReport(report: MockReport): string {
  const cases = [...operationCases(report), ...checkCases(report), unknownCase(report)];
  const suites = [...new Set(cases.map(({ suite }) => suite))].map((suite) =>
    suiteXml(
      suite,
      cases.filter((each) => each.suite === suite),
    ),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="asyncapi-bindgen mock" ${totals(cases)}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function operationCases(report: MockReport): readonly Case[] {
  const { usedOperations, unusedOperations, invalid } = report;
  const toCase = (isUsed: boolean) => (operation: ReportedOperation) => {
    const failures = invalid
      .filter((each) => each.api === operation.api && each.operation === operation.operation)
      .map(({ topic, reason, count }) => `${times(count)} on ${topic}: ${reason}`);
    const isSkipped = !isUsed && failures.length === 0;
    return { suite: operation.api, name: operation.operation, failures, isSkipped };
  };
  return [...usedOperations.map(toCase(true)), ...unusedOperations.map(toCase(false))];
}

function checkCases({ missingCommunicationChecks }: MockReport): readonly Case[] {
  return missingCommunicationChecks.map(({ api, received, late }) => ({
    suite: api,
    name: 'the client sends communication checks',
    failures: [
      received === 0
        ? 'There was no communication check, so EVerest keeps its CommunicationFault'
        : `A communication check was late ${times(late)}`,
    ],
    isSkipped: false,
  }));
}

function unknownCase({ unknown }: MockReport): Case {
  return {
    suite: 'topics',
    name: 'every message is of an operation',
    failures: unknown.map(({ topic, reason, count }) => `${times(count)} on ${topic}: ${reason}`),
    isSkipped: false,
  };
}

function suiteXml(name: string, cases: readonly Case[]): string {
  return [
    `  <testsuite name="${escape(name)}" ${totals(cases)}>`,
    ...cases.map(caseXml),
    '  </testsuite>',
  ].join('\n');
}

function caseXml({ suite, name, failures, isSkipped }: Case): string {
  const start = `    <testcase classname="${escape(suite)}" name="${escape(name)}"`;
  if (isSkipped) return `${start}><skipped message="there was no message"/></testcase>`;
  const [first] = failures;
  if (first === undefined) return `${start}/>`;
  return `${start}><failure message="${escape(first)}">${escape(failures.join('\n'))}</failure></testcase>`;
}

function totals(cases: readonly Case[]): string {
  const failures = cases.filter((each) => each.failures.length > 0).length;
  const skipped = cases.filter((each) => each.isSkipped).length;
  return `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** Escapes text for XML 1.0, which has no control characters. */
function escape(text: string): string {
  return withoutHidden(text)
    .replace(/[\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
