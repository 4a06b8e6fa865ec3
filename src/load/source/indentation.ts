/** A line whose indentation does not fit the lines above it. */
export interface WrongIndent {
  /** The index of the line. */
  readonly line: number;
  /** The number of spaces before its key. */
  readonly indent: number;
  /** The indentation of the level above that is nearest. */
  readonly expected: number;
}

/** The column at which the keys of a mapping or the dashes of a sequence start. */
interface Level {
  readonly column: number;
  readonly isSequence: boolean;
}

/** A line of a block mapping or sequence. */
interface KeyLine {
  readonly line: number;
  readonly indent: number;
  /** The collections that start in the line: several after "- ". */
  readonly levels: readonly Level[];
  /** Whether the value of the last key is on the lines below. */
  readonly isOpen: boolean;
}

/**
 * Finds the first line whose indentation does not fit the lines above, up to the first key below the
 * line `last`. Only lines that start with a key are considered, so a caller needs another sign that
 * something is wrong.
 */
export function findWrongIndent(lines: readonly string[], last: number): WrongIndent | undefined {
  let levels: readonly Level[] = [{ column: 0, isSequence: false }];
  let isOpen = true;
  for (const each of keyLines(lines)) {
    const { line, indent } = each;
    const isDeeper = indent > (levels.at(-1)?.column ?? 0);
    const fits = isDeeper ? isOpen : levels.some(({ column }) => column === indent);
    if (!fits) return { line, indent, expected: nearestLevel(levels, each) };
    if (line > last) return undefined;
    levels = [...levels.filter(({ column }) => column < indent), ...each.levels];
    isOpen = each.isOpen;
  }
  return undefined;
}

function nearestLevel(levels: readonly Level[], { indent, levels: [own] }: KeyLine): number {
  const alike = levels.filter(({ isSequence }) => isSequence === own?.isSequence);
  const columns = (alike.length === 0 ? levels : alike).map(({ column }) => column);
  return columns.reduce((best, column) =>
    Math.abs(column - indent) <= Math.abs(best - indent) ? column : best,
  );
}

/**
 * The spaces, the dashes and the value of a line with a key. A key without quotes ends at the first
 * colon with a space behind it; no part of the pattern can match the same characters in two ways.
 */
const pattern =
  /^( *)((?:- +)*)(?:(?:'[^']*'|"[^"]*")\s*|[^\s#'"[\]{}&*!|>%@`,-](?:[^#:]|:(?=\S))*):(?:\s+([^]*))?$/;

/** Yields the lines with a key, until a collection in brackets goes on in the next line. */
function* keyLines(lines: readonly string[]): Generator<KeyLine> {
  let textAbove = Infinity;
  for (const [line, text] of lines.entries()) {
    const indent = text.search(/[^ ]/);
    if (indent > textAbove) continue;
    const [, spaces, dashes = '', value = ''] = pattern.exec(text.trimEnd()) ?? [];
    if (spaces === undefined) continue;
    textAbove = /^[|>]/.test(value) ? indent : Infinity;
    if (/^[[{]/.test(value) && !/[\]}]\s*(?:#[^]*)?$/.test(value)) return;
    const sequence = dashes === '' ? [] : [{ column: indent, isSequence: true }];
    const mapping = { column: indent + dashes.length, isSequence: false };
    const levels = [...sequence, mapping];
    yield { line, indent, levels, isOpen: isOpenValue(value) };
  }
}

/** Whether a value consists of an anchor, a tag and a comment at most. */
function isOpenValue(value: string): boolean {
  return /^(?:[&!]\S*(?:\s+|$)){0,2}(?:#|$)/.test(value);
}
