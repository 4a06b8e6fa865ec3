import { visibleLine } from '../diagnostics/visible.js';
import type { Origin } from '../model/origin.js';
import type { Change, Direction, Level } from './change.js';
import { effectOf, type RuleCode } from './rules/rules.js';
import { placeIn, type Versions } from './versions.js';

/**
 * How sure a comparison of a part is about the whole. `certain`: what changes in the part changes the whole.
 * `monotone`: the whole allows less if the part does, but other parts may hide the difference. `unknown`: neither
 * follows. `hidden`: nor does the type in the bindings.
 */
export type Certainty = 'certain' | 'monotone' | 'unknown' | 'hidden';

const order = ['certain', 'monotone', 'unknown', 'hidden'] as const satisfies readonly Certainty[];

/** Returns the least sure of several certainties. */
export function leastSure(...several: readonly Certainty[]): Certainty {
  return order.findLast((each) => several.includes(each)) ?? 'certain';
}

/** The facts of a change. */
export interface Facts {
  /** What changed: the beginning of the sentence. */
  readonly what: string;
  readonly old?: Origin | undefined;
  readonly new?: Origin | undefined;
  readonly symbols?: readonly string[];
  readonly methods?: readonly string[];
  readonly direction?: Direction | undefined;
  readonly certainty?: Certainty;
  /** Whether the type in the bindings may still allow it, by another variant for example. */
  readonly isCovered?: boolean;
  /** Whether other parts of the schema speak of the same properties, so that the type may change in any way. */
  readonly isEntangled?: boolean;
  /** Whether it is about several values. */
  readonly isPlural?: boolean;
}

/** Creates the change of a rule with its facts. */
export function changeOf(code: RuleCode, facts: Facts, versions: Versions): Change {
  const { what, direction, certainty = 'certain', symbols = [], methods = [] } = facts;
  const [wire, source, why] = effectOf(code, direction ?? 'received');
  return {
    code,
    wire: direction === 'unused' ? wire : softened(wire, certainty),
    source: sourceLevel(source, facts),
    ...(direction && { direction }),
    message: `${what}: ${doubted(facts.isPlural === true ? plural(why) : why, wire, certainty)}.`,
    old: placeIn(versions.old, facts.old, facts.new),
    new: placeIn(versions.new, facts.new, facts.old),
    symbols,
    methods,
  };
}

/** Returns the words about one value for several values. */
function plural(why: string): string {
  return why.replace('it no longer arrives', 'they no longer arrive').replaceAll(/\bit\b/g, 'them');
}

/** Returns why a change matters, as far as that is certain. */
function doubted(why: string, wire: Level, certainty: Certainty): string {
  if (certainty === 'certain' || wire === 'risky') return why;
  if (certainty !== 'monotone') return 'what that does depends on the schema around it';
  return wire === 'safe' ? why : `${why}, unless other parts of the schema prevent it`;
}

/** Returns the level for source code, as far as the type in the bindings follows from the part that changes. */
function sourceLevel(level: Level, { certainty, isCovered, isEntangled }: Facts): Level {
  if (isEntangled === true) return 'risky';
  const isDoubtful = certainty === 'hidden' || isCovered === true;
  return isDoubtful && level === 'breaking' ? 'risky' : level;
}

function softened(wire: Level, certainty: Certainty): Level {
  if (certainty === 'certain') return wire;
  if (certainty === 'monotone') return wire === 'breaking' ? 'risky' : wire;
  return 'risky';
}

/** Returns the words for a direction, to end a sentence with. */
export function inWhat(direction: Direction): string {
  const words = { received: ' in what you receive', sent: ' in what you send', unused: '' };
  return words[direction];
}

/** The most characters of a name that a sentence has. */
const longest = 120;

/** Returns a name as code in Markdown. Names of documents may hold anything. */
export function quoted(name: string): string {
  const line = visibleLine(name).replaceAll('`', "'");
  return `\`${line.length > longest ? `${line.slice(0, longest)}…` : line}\``;
}

/** The most names that a sentence lists. */
const mostNames = 8;

/** Lists names as code, e.g. `` `a`, `b` and 3 more ``. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map((name) => quoted(name));
  const rest = names.length - shown.length;
  return `${shown.join(', ')}${rest === 0 ? '' : ` and ${rest} more`}`;
}
