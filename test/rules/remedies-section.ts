import { ruleRemedies } from '../../src/conformance/parser/rule-remedies.js';
import { anyTypes, foreignTypes } from '../../src/conformance/structure/remedies/foreign-types.js';
import { remedies } from '../../src/conformance/structure/remedies/remedies.js';
import type { Row } from '../../src/conformance/structure/remedies/row.js';
import type { RemedyEntry } from '../../src/diagnostics/remedy-entry.js';
import { referenceRemedies } from '../../src/load/references/reference-advice.js';
import { syntaxRemedies } from '../../src/load/source/syntax-finding.js';

const intro = `## Remedies

What a finding advises, by the place in the document and the mistake. The first row that matches applies. Names
and values are those of an example; a finding has those of the document.
`;

const types = `### Types of other languages

Where a schema has one of these types, the finding names what JSON Schema has instead.
`;

/** The section of `docs/diagnostics.md` with the tables of remedies. */
export function remediesSection(plain: (text: string) => string): string {
  const rows = [
    ...syntaxRemedies,
    ...referenceRemedies,
    ...remedies.map(entryOf),
    ...ruleRemedies,
  ].map(({ where, mistake, remedy }) => [where, mistake, remedy]);
  const keywords = [...foreignTypes].map(([type, meaning]) => [
    type,
    Object.entries(meaning)
      .map(([keyword, value]) => `${keyword}: ${value}`)
      .join(', '),
  ]);
  const anything = anyTypes.map((type) => [type, 'no type']);
  return [
    intro,
    table(['Place', 'Mistake', 'Remedy'], rows, plain),
    types,
    table(['Type', 'JSON Schema'], [...keywords, ...anything], plain),
  ].join('\n');
}

function entryOf({ objects, fields, title, example }: Row): RemedyEntry {
  const isGeneral = objects === undefined || objects.length > 6;
  const owners = isGeneral ? ['any object'] : objects;
  const places = owners.flatMap((owner) =>
    (fields ?? ['']).map((field) => (field === '' ? owner : `${owner}.${field}`)),
  );
  return { where: places.join(', '), mistake: title, remedy: example };
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  plain: (text: string) => string,
): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => plain(cell).replaceAll('|', String.raw`\\|`)).join(' | ')} |`;
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}
