/** `docs/diagnostics.md` says what the catalogue says; `UPDATE_DOCS=1` writes it anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { format } from 'prettier';
import { catalogue, consequenceOf } from '../../src/diagnostics/catalogue.js';
import { lintCodes } from '../../src/diagnostics/codes/lint.js';
import { remediesSection } from './remedies-section.js';

const page = resolve('docs/diagnostics.md');

const intro = `# Findings

What \`asyncapi-bindgen\` can say against a document, by code. \`asyncapi-bindgen explain <CODE>\`
prints the same. An error ends a run with exit code 3; warnings and infos stop nothing.

## What is assumed

People do not own the documents that they program against. Where a mistake leaves no doubt about the bindings,
\`generate\`, \`check\`, \`mock\` and \`inspect\` go on, with a warning that says what they assume. \`validate\` does not:
there it is an error. The option \`--strict\` makes the other commands as strict, and so does \`strict: true\` in the
programmatic interface. Names in the output do not depend on what is assumed, except for operations that share an
\`operationId\`. Nothing is assumed about what a document may reach, its size, and the characters of topics.

These errors become warnings. Every other error stops every command, since nothing sensible can be made.
`;

async function renderPage(): Promise<string> {
  const entries = Object.entries(catalogue).map(([code, entry]) => {
    const { severity, title, explanation } = entry;
    const only = Object.hasOwn(lintCodes, code) ? ', reported by `validate` only' : '';
    const paragraphs = [explanation, consequenceOf(entry)].filter((text) => text !== '');
    return `## ${code}\n\n_${severity}_${only}: ${plain(title)}.\n\n${paragraphs.map(plain).join('\n\n')}\n`;
  });
  const parts = [intro, assumptionTable(), ...entries, remediesSection(plain)];
  return format(parts.join('\n'), { parser: 'markdown' });
}

/** The codes whose errors become warnings, with what is assumed. */
function assumptionTable(): string {
  const rows = Object.entries(catalogue).flatMap(([code, { assumption }]) =>
    assumption === undefined
      ? []
      : [`| [${code}](#${code.toLowerCase()}) | ${plain(assumption)} |`],
  );
  return ['| code | what is assumed |', '| --- | --- |', ...rows, ''].join('\n');
}

/** So that nothing in a text is taken for Markdown. */
function plain(text: string): string {
  return text.replaceAll(/[\\*_`<&[\]]/g, String.raw`\$&`);
}

it('is up to date', async () => {
  const rendered = await renderPage();
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, rendered);
  expect(readFileSync(page, 'utf8')).toBe(rendered);
});
