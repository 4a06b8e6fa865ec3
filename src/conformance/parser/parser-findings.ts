import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.js';
import type { Closure } from '../../load/references/closure.js';
import { descend, topOf } from '../../load/references/descend.js';
import { optional } from '../../json/json.js';
import { ruleOf } from './rule-codes.js';
import type { RuleFinding } from './rule-runner.js';

/** Converts the results of rules to findings with places in the files, without duplicates. */
export function parserFindings(
  findings: readonly RuleFinding[],
  closure: Closure,
): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const finding of findings) {
    const rule = ruleOf(finding.rule);
    if (rule === undefined) continue;
    const assumption = rule.assume?.(finding.message, String(finding.path.at(-1) ?? ''));
    const fields = {
      message: sentence(finding.message),
      help: rule.help,
      ...optional('assumption', assumption),
    };
    const each = diagnostic(rule.code, { ...fields, place: placeOf(finding, closure) });
    found.set(JSON.stringify([each.code, each.message, each.place]), each);
  }
  return [...found.values()];
}

function placeOf({ path, isWritten }: RuleFinding, closure: Closure): Place {
  const { at, reference } = descend(topOf(closure), path, closure);
  const { file, pointer } = isWritten && reference !== undefined ? reference : at;
  return file.place(pointer);
}

/** Reports an error that a rule of the parser threw, without its stack. */
export function refused(error: unknown, place: Place): Diagnostic {
  const [message = ''] = String(error).split('\n', 1);
  return diagnostic('PARSER_REFUSED', {
    place,
    message: `The AsyncAPI parser failed: ${sentence(message)}`,
    help: 'Fix the other findings first. If there are none, please report this bug with the document.',
  });
}

function sentence(text: string): string {
  return `${text.replace(/\.$/, '')}.`;
}
