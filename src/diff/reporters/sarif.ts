import { shownPath } from '../../diagnostics/reporters/shown-path.js';
import type { Place } from '../../diagnostics/diagnostic.js';
import { levelOf, type Level } from '../change.js';
import { rules } from '../rules/rules.js';
import type { DocumentReport } from './document-report.js';

/** The levels of SARIF 2.1.0, section 3.27.10. */
const levels: Readonly<Record<Level, string>> = {
  breaking: 'error',
  risky: 'warning',
  safe: 'note',
};

/** Returns changes as a log of SARIF 2.1.0, which code hosts and editors read. */
export function sarif(documents: readonly DocumentReport[], cwd: string): object {
  const changes = documents.flatMap((document) => document.changes);
  const used = new Set(changes.map(({ code }) => code));
  const known = Object.entries(rules).filter(([code]) => used.has(code));
  const results = changes.map((change) => ({
    ruleId: change.code,
    level: levels[levelOf(change)],
    message: { text: change.message },
    locations: [location(change.new, cwd)],
    relatedLocations: [{ ...location(change.old, cwd), message: { text: 'The old version.' } }],
    properties: {
      wire: change.wire,
      source: change.source,
      ...(change.direction && { direction: change.direction }),
      symbols: change.symbols,
      methods: change.methods,
    },
  }));
  const driver = {
    name: 'asyncapi-bindgen',
    rules: known.map(([id, { title }]) => ({ id, shortDescription: { text: `${title}.` } })),
  };
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
}

function location({ file, line, column }: Place, cwd: string): object {
  const uri = shownPath(file, cwd).split('/').map(encodeURIComponent).join('/');
  return {
    physicalLocation: {
      artifactLocation: { uri },
      region: { startLine: line, startColumn: column },
    },
  };
}
