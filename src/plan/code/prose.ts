import { withoutHidden } from '../../diagnostics/visible.js';

/**
 * Words after `@` or `#` that tools look for anywhere in a comment: TypeScript's pragmas, of which
 * `@jsxImportSource` names a module to be read, and `@internal`, which takes a declaration away; and
 * what engines, bundlers and test runners obey.
 */
const instruction =
  /([@#])(?=\s*(?:jsx|internal|ts-|source(?:Mapping)?URL|__\w|license|preserve|cc_on|(?:no)?flow\b|(?:jest|vitest|vite)-))/gi;

/**
 * Lines of a document's text that are safe inside a block comment: nothing ends the comment, starts
 * a tag, or is read by a tool as an instruction.
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

/** How wide a line of a comment may be, its indentation not counted. */
const width = 77;

/**
 * Lines as a comment has them: those of a paragraph or list item joined and broken anew, tables
 * and code as they are.
 */
export function layOut(lines: readonly string[]): readonly string[] {
  let isCode = false;
  return joinParagraphs(lines).flatMap((line) => {
    if (isFence(line)) isCode = !isCode;
    return isCode || /^\s*\|/.test(line) ? [line] : wrapLine(line);
  });
}

/** Breaks a line between words; what follows a list mark stays below the text of its first line. */
function wrapLine(line: string): readonly string[] {
  if (line.length <= width) return [line];
  const indent = /^\s*(?:[-*+] |\d+[.)] )?/.exec(line)?.[0] ?? '';
  // Every line would have the whole of it, and hardly a word.
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

/** Lines that belong to one paragraph or list item become one; lists, tables and code stay as they are. */
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

/** Whether a paragraph that begins with a line may go on in the next. */
function takesMore(first: string): boolean {
  return /\S/.test(first) && !isFence(first) && !/^\s*[|#>]/.test(first);
}

function isFence(line: string): boolean {
  return /^\s*(```|~~~)/.test(line);
}

function isPlainText(line: string): boolean {
  return /^\s{0,3}[^\s\-*+|#>`~\d]/.test(line);
}
