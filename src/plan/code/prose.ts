import { withoutHidden } from '../../diagnostics/visible.js';

/**
 * Instructions to tools that may be anywhere in a comment: pragmas of TypeScript
 * (`@jsxImportSource` loads a module, `@internal` removes a declaration), and instructions to
 * JavaScript engines, bundlers and test runners.
 */
const instruction =
  /([@#])(?=\s*(?:jsx|internal|ts-|source(?:Mapping)?URL|__\w|license|preserve|cc_on|(?:no)?flow\b|(?:jest|vitest|vite)-))/gi;

/**
 * Splits a string of a document into lines that are safe in a block comment: they do not end the
 * comment, start a tag, or contain an instruction to a tool.
 */
export function proseLines(text: string): readonly string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) =>
    withoutHidden(line.replaceAll('\t', ' '))
      .replaceAll('*/', '*\\/')
      .replaceAll('/*', '/\\*')
      .replaceAll(/(^|[\s{(])@/g, '$1\\@')
      .replaceAll(instruction, '$1\\')
      .replaceAll(/<(?=\/script|!--)/gi, '<\\')
      .replaceAll(/\/(?=\/\s*[<#@])/g, '/ ')
      .trimEnd(),
  );
}

/** The widest line of a comment, without its indentation. */
const width = 77;

/** Wraps the lines of paragraphs and list items. Tables and code stay as they are. */
export function layOut(lines: readonly string[]): readonly string[] {
  let isCode = false;
  return joinParagraphs(lines).flatMap((line) => {
    if (isFence(line)) isCode = !isCode;
    return isCode || /^\s*\|/.test(line) ? [line] : wrapLine(line);
  });
}

/** Wraps a line between words. Further lines of a list item are indented below its first word. */
function wrapLine(line: string): readonly string[] {
  if (line.length <= width) return [line];
  const indent = /^\s*(?:[-*+] |\d+[.)] )?/.exec(line)?.[0] ?? '';
  // With such an indentation, a line would have no space for words.
  if (indent.length > width / 2) return [line];
  const lines = [indent];
  for (const word of line.slice(indent.length).split(' ')) {
    const last = lines.at(-1) ?? '';
    const isStart = last.trimEnd().length <= indent.trimEnd().length;
    if (isStart) lines[lines.length - 1] = last + word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(' '.repeat(indent.length) + word);
  }
  return lines;
}

/** Joins the lines of each paragraph and list item. Tables and code stay as they are. */
function joinParagraphs(lines: readonly string[]): readonly string[] {
  const paragraphs: [string, ...string[]][] = [];
  let isCode = false;
  for (const line of lines) {
    const last = paragraphs.at(-1);
    if (isFence(line)) isCode = !isCode;
    if (!isCode && last !== undefined && takesMore(last[0]) && isPlainText(line)) {
      last.push(line.trim());
    } else paragraphs.push([line]);
  }
  return paragraphs.map((paragraph) => paragraph.join(' '));
}

/** Whether the paragraph of a first line may continue on the next line. */
function takesMore(first: string): boolean {
  return /\S/.test(first) && !isFence(first) && !/^\s*[|#>]/.test(first);
}

function isFence(line: string): boolean {
  return /^\s*(```|~~~)/.test(line);
}

function isPlainText(line: string): boolean {
  return /^\s{0,3}[^\s\-*+|#>`~\d]/.test(line);
}
