import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.js';
import type { ParserFinding } from './rule-runner.js';
import type { Bundle } from './bundle.js';
import type { Closure } from '../closure.js';
import { withoutEchoes } from './echoes.js';
import { ruleOf } from './rule-codes.js';
import { settle } from './settle.js';
import { structureAdvice } from './structure-advice.js';

interface Context {
  readonly bundle: Bundle;
  readonly closure: Closure;
  readonly version: string;
}

/** Findings of @asyncapi/parser at places in our files, each once, without those that only echo. */
export function parserFindings(
  findings: readonly ParserFinding[],
  context: Context,
): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const finding of findings.filter(isUseful)) {
    const mapped = toDiagnostic(finding, context);
    const { code, message, place } = mapped;
    found.set(JSON.stringify([code, message, place?.file, place?.pointer]), mapped);
  }
  return withoutEchoes([...found.values()], context);
}

/** Foreign schema formats are found by the plan, for AsyncAPI 3 as well. */
const useless = /^No schema parser registered|must match "(?:then|else|if)" schema$/;

/** Severities are 0 error, 1 warning, 2 information, 3 hint. */
function isUseful({ severity, message }: ParserFinding): boolean {
  const rank: number = severity;
  return rank <= 1 && !useless.test(message);
}

function toDiagnostic(finding: ParserFinding, context: Context): Diagnostic {
  const { code, message, path } = finding;
  const { file, pointer } = settle(context.bundle.originOf(path), context.closure);
  const place = file.place(pointer);
  const thrown = thrownMessage(message);
  if (thrown !== undefined || code === 'uncaught-error') return refused(thrown ?? message, place);
  const rule = ruleOf(String(code));
  if (rule === undefined) {
    const advice = structureAdvice({ message, path, version: context.version });
    return diagnostic('ASYNCAPI_STRUCTURE', { ...advice, place });
  }
  return diagnostic(rule.code, { message: sentence(message), help: rule.help, place });
}

/** Of an error that Spectral tells of by name, message and stack. */
function thrownMessage(text: string): string | undefined {
  const end = text.indexOf(', stack: ');
  return end < 0 ? undefined : /Name: \w+, message: ([^]*)$/.exec(text.slice(0, end))?.[1];
}

/** What the parser, or code that it calls, threw: its message, and never the stack. */
export function refused(message: string, place: Place): Diagnostic {
  return diagnostic('PARSER_REFUSED', {
    place,
    message: `The AsyncAPI parser failed: ${sentence(message.split('\n', 1)[0] ?? '')}`,
    help: 'Mend the other findings first. If there are none, please report this with the document.',
  });
}

function sentence(text: string): string {
  return `${text.replace(/\.$/, '')}.`;
}
