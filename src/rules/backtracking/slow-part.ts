import { RegExpParser, visitRegExpAST, type AST } from '@eslint-community/regexpp';
import { isAmbiguous } from './ambiguity.js';
import { overlapIn } from './characters.js';
import { fragmentOf, isLoop, TooLarge } from './fragment-of.js';
import { repeated } from './fragment.js';

/**
 * Returns the part of a regular expression that makes a backtracking matcher take exponential time for
 * some string. Returns `undefined` if there is none, and `too large` if the expression is too large.
 */
export function slowPart(pattern: string): { readonly text: string } | 'too large' | undefined {
  try {
    const { tree, flags } = parse(pattern);
    const loops = loopsIn(tree).filter(canFailAfter);
    if (loops.length === 0) return undefined;
    const overlap = overlapIn(tree, flags);
    const slow = loops.find(({ element, min }) => {
      const part = fragmentOf(element);
      const hasEmptyRounds = min > 1 && part.empty > 0 && part.first.size > 0;
      return hasEmptyRounds || isAmbiguous(repeated(part), overlap);
    });
    return slow && { text: slow.raw };
  } catch (error) {
    // A RangeError means that the nesting exceeds the stack.
    if (error instanceof TooLarge || error instanceof RangeError) return 'too large';
    throw error;
  }
}

/** Parses a pattern with the flag that validators use; see `toRegExp` of the runtime. */
function parse(pattern: string): { readonly tree: AST.Pattern; readonly flags: '' | 'u' } {
  const parser = new RegExpParser();
  try {
    const tree = parser.parsePattern(pattern, undefined, undefined, { unicode: true });
    return { tree, flags: 'u' };
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return { tree: parser.parsePattern(pattern), flags: '' };
  }
}

function loopsIn(tree: AST.Pattern): readonly AST.Quantifier[] {
  const loops: AST.Quantifier[] = [];
  visitRegExpAST(tree, {
    onQuantifierEnter: (quantifier) => {
      if (isLoop(quantifier)) loops.push(quantifier);
    },
  });
  return loops;
}

/** Whether the match can fail after a node: only then the matcher backtracks. */
function canFailAfter(node: AST.Node): boolean {
  const { parent } = node;
  if (parent === null || parent.type === 'Pattern') return false;
  if (parent.type === 'Assertion') return parent.kind === 'lookbehind';
  if (parent.type !== 'Alternative') return canFailAfter(parent);
  const at = parent.elements.findIndex((element) => element === node);
  return parent.elements.slice(at + 1).some(canFail) || canFailAfter(parent);
}

function canFail(element: AST.Element): boolean {
  switch (element.type) {
    case 'Quantifier':
      return element.min > 0 && canFail(element.element);
    case 'Group':
    case 'CapturingGroup':
      return element.alternatives.every(({ elements }) => elements.some(canFail));
    default:
      return true;
  }
}
