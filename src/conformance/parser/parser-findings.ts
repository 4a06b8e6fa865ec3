import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.js';
import type { Closure } from '../../load/references/closure.js';
import { descend, topOf, type Located } from '../../load/references/descend.js';
import { optional } from '../../json/json.js';
import type { Target } from '../../load/references/target.js';
import { createFirstUse, type FirstUse } from './first-use.js';
import { ruleOf } from './rule-codes.js';
import type { RuleFinding } from './rule-runner.js';

/** Converts the results of rules to findings with places in the files, without duplicates. */
export function parserFindings(
  findings: readonly RuleFinding[],
  closure: Closure,
): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  const firstUse = createFirstUse(closure);
  for (const finding of findings) {
    const each = convert(finding, closure, firstUse);
    if (each !== undefined) found.set(JSON.stringify([each.code, each.message, each.place]), each);
  }
  return [...found.values()];
}

function convert(
  finding: RuleFinding,
  closure: Closure,
  firstUse: FirstUse,
): Diagnostic | undefined {
  const rule = ruleOf(finding.rule);
  if (rule === undefined) return undefined;
  const at = locationOf(finding, closure);
  if (rule.code === 'ID_NOT_UNIQUE') return repeatedId(finding, at, firstUse);
  const key = String(finding.path.at(-1) ?? '');
  const message =
    typeof rule.message === 'function' ? rule.message(finding.message, key) : rule.message;
  return diagnostic(rule.code, {
    message: message ?? sentence(finding.message),
    help: rule.remedy?.(withoutRefKey(at)) ?? rule.help,
    place: at.file.place(at.pointer),
    ...optional('assumption', rule.assume?.(finding.message, key)),
  });
}

function locationOf({ path, isWritten }: RuleFinding, closure: Closure): Located {
  const { at, reference } = descend(topOf(closure), path, closure);
  return isWritten && reference !== undefined ? reference : at;
}

/** Returns the reference object, if a location is that of its field `$ref`. */
function withoutRefKey({ file, pointer }: Target): Target {
  return { file, pointer: pointer.replace(/\/\$ref$/, '') };
}

/** Reports an id that another object has, with the place of that one. */
function repeatedId(
  { path }: RuleFinding,
  at: Located,
  firstUse: FirstUse,
): Diagnostic | undefined {
  const field = String(path.at(-1));
  const id = JSON.stringify(at.value);
  const first = firstUse(field, at.value);
  const isElsewhere = first?.file !== at.file || first.pointer !== at.pointer;
  const owner = field === 'messageId' ? 'message' : 'operation';
  // A message that several operations refer to is one message.
  if (owner === 'message' && !isElsewhere) return undefined;
  return diagnostic('ID_NOT_UNIQUE', {
    message: `The ${field} ${id} is used by more than one ${owner}.`,
    help: `Give each ${owner} a different "${field}".`,
    place: at.file.place(at.pointer),
    assumption:
      owner === 'operation'
        ? `The operations with this ${field} are named after their channels, as if they had none.`
        : `The messages with this ${field} are assumed to be different messages.`,
    ...(first !== undefined &&
      isElsewhere && {
        related: [
          {
            message: `The ${field} ${id} is first used here.`,
            place: first.file.place(first.pointer),
          },
        ],
      }),
  });
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
