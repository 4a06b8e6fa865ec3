/** `docs/diagnostics.md` says what the catalogue says; `UPDATE_DOCS=1` writes it anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { format } from 'prettier';
import { catalogue } from '../../src/diagnostics/catalogue.js';
import { lintCodes } from '../../src/diagnostics/codes/lint.js';
import { remediesSection } from './remedies-section.js';

const page = resolve('docs/diagnostics.md');

const intro = `# Findings

What \`asyncapi-bindgen\` can say against a document, by code. \`asyncapi-bindgen explain <CODE>\`
prints the same. An error ends a run with exit code 3; warnings and infos stop nothing.
`;

async function renderPage(): Promise<string> {
  const entries = Object.entries(catalogue).map(([code, { severity, title, explanation }]) => {
    const only = Object.hasOwn(lintCodes, code) ? ', reported by `validate` only' : '';
    return `## ${code}\n\n_${severity}_${only}: ${plain(title)}.\n\n${plain(explanation)}\n`;
  });
  return format([intro, ...entries, remediesSection(plain)].join('\n'), { parser: 'markdown' });
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
