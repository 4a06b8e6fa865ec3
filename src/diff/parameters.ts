import type { Parameter } from '../model/api.js';
import { directionsOf } from './directions.js';
import type { OperationPair, OperationReport } from './pairs.js';
import { inWhat, listed, quoted } from './report.js';
import type { RuleCode } from './rules/rules.js';

/** Compares the channel parameters of an operation: by position, or by name if its address changed. */
export function compareParameters(
  pair: OperationPair,
  { isMoved }: { readonly isMoved: boolean },
  report: OperationReport,
): void {
  const { old, new: fresh } = pair;
  const partnerOf = (parameter: Parameter, index: number): Parameter | undefined =>
    isMoved
      ? fresh.parameters.find(({ name }) => name === parameter.name)
      : fresh.parameters[index];
  const partners = new Set<Parameter>();
  for (const [index, parameter] of old.parameters.entries()) {
    const partner = partnerOf(parameter, index);
    if (partner === undefined) {
      reportParameter('PARAMETER_REMOVED', pair, { report, old: parameter, text: 'is gone' });
      continue;
    }
    partners.add(partner);
    compareParameter(pair, [parameter, partner], report);
  }
  for (const parameter of fresh.parameters.filter((each) => !partners.has(each))) {
    reportParameter('PARAMETER_ADDED', pair, { report, new: parameter, text: 'is new' });
  }
}

interface ParameterFacts {
  readonly report: OperationReport;
  readonly old?: Parameter;
  readonly new?: Parameter;
  readonly text: string;
}

function reportParameter(
  code: RuleCode,
  { old: plan }: OperationPair,
  facts: ParameterFacts,
): void {
  const { report, old, new: fresh, text } = facts;
  const direction = directionsOf(plan).messages;
  const isDirected = code.startsWith('PARAMETER_VALUE');
  report.add(code, {
    what: `The parameter ${quoted((old ?? fresh)?.name ?? '')} of ${quoted(plan.names.client)} ${text}${isDirected ? inWhat(direction) : ''}`,
    old: old?.origin,
    new: fresh?.origin,
    symbols:
      plan.parametersType === undefined ? [plan.names.client] : [String(plan.parametersType)],
    methods: [plan.names.client],
    ...(isDirected && { direction }),
  });
}

function compareParameter(
  pair: OperationPair,
  [old, fresh]: readonly [Parameter, Parameter],
  report: OperationReport,
): void {
  const add = (code: RuleCode, text: string): void =>
    reportParameter(code, pair, { ...{ report, old, text }, new: fresh });
  if (old.name !== fresh.name) add('PARAMETER_RENAMED', `is now ${quoted(fresh.name)}`);
  const { added, removed } = comparedValues(old, fresh);
  if (added !== '') add('PARAMETER_VALUE_ADDED', `gained ${added}`);
  if (removed !== '') add('PARAMETER_VALUE_REMOVED', `lost ${removed}`);
  const change = changedDefault(old, fresh);
  if (change !== undefined) add(...change);
}

/** Returns the values that a parameter gained and lost, as words. Without values, any value is allowed. */
export function comparedValues(
  old: Parameter,
  fresh: Parameter,
): { readonly added: string; readonly removed: string } {
  const any = 'the freedom of any value';
  if (old.values.length === 0 || fresh.values.length === 0) {
    const isSame = old.values.length === fresh.values.length;
    return {
      added: isSame || fresh.values.length > 0 ? '' : any,
      removed: isSame || old.values.length > 0 ? '' : any,
    };
  }
  const added = fresh.values.filter((value) => !old.values.includes(value));
  const removed = old.values.filter((value) => !fresh.values.includes(value));
  return {
    added: added.length === 0 ? '' : listed(added),
    removed: removed.length === 0 ? '' : listed(removed),
  };
}

/** Returns what the change of a default is, if there is one. */
export function changedDefault(
  { default: old }: Parameter,
  { default: fresh }: Parameter,
): readonly [RuleCode, string] | undefined {
  if (old === fresh) return undefined;
  if (old === undefined) return ['VARIABLE_OPTIONAL', 'has a default now'];
  if (fresh === undefined) return ['VARIABLE_REQUIRED', 'has no default any more'];
  return ['VARIABLE_DEFAULT_CHANGED', `has the default ${quoted(fresh)} instead of ${quoted(old)}`];
}
