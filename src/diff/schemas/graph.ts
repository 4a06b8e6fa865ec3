import { originId } from '../../model/origin.js';
import { resolveSchema } from '../../model/schema/schemas.js';
import type { Schema } from '../../model/schema/schema.js';
import type { Change } from '../change.js';
import { changeOf, leastSure } from '../report.js';
import type { RuleCode } from '../rules/rules.js';
import type { Version, Versions } from '../versions.js';
import { compareSchemas } from './compare-schemas.js';
import type { PairFacts, SchemaPair } from './comparison.js';

/** Limits the pairs of schemas, since a document may combine each of its schemas with each. */
const mostPairs = 20_000;
/** Limits the steps to find out which operations reach which change. */
const mostSteps = 2_000_000;

interface Node {
  readonly pair: SchemaPair;
  readonly changes: Change[];
  readonly below: Set<Node>;
  readonly methods: Set<string>;
}

/** The comparison of all schemas of two versions. Each pair is compared once, whatever leads to it. */
export class SchemaGraph {
  readonly #nodes = new Map<string, Node>();
  readonly #roots: (readonly [Node, string])[] = [];
  readonly #places = new Set<string>();
  #isCut = false;

  constructor(private readonly versions: Versions) {}

  /** Compares two schemas, and those below them. `method` is the operation that leads to them. */
  compare(pair: SchemaPair, method?: string): void {
    const queue: Node[] = [];
    const root = this.#nodeOf(pair, queue);
    if (root !== undefined && method !== undefined) this.#roots.push([root, method]);
    for (const node of queue) {
      compareSchemas(node.pair, {
        versions: this.versions,
        add: (code, facts) => void node.changes.push(this.#changeIn(node, code, facts)),
        below: (next) => {
          const child = this.#nodeOf(next, queue);
          if (child !== undefined) node.below.add(child);
        },
      });
    }
  }

  /** Whether a schema has been compared with another one. */
  hasCompared(old: Schema, fresh: Schema): boolean {
    return this.#places.has(placeKey(this.#resolved({ old, new: fresh })));
  }

  /** Returns the schemas that stand in the same place, and their changes with the operations that they reach. */
  finish(): { readonly pairs: readonly SchemaPair[]; readonly changes: readonly Change[] } {
    const isComplete = spreadMethods(this.#roots) && !this.#isCut;
    const all = [...this.#nodes.values()];
    const changes = all.flatMap((node) =>
      node.changes.map((change) => ({ ...change, methods: [...node.methods] })),
    );
    const facts = { what: 'Not all schemas are compared' };
    const limit = isComplete ? [] : [changeOf('COMPARISON_LIMIT', facts, this.versions)];
    return { pairs: all.map(({ pair }) => pair), changes: [...changes, ...limit] };
  }

  /** Returns the node of a pair, which is compared if it is new; nothing if there are too many. */
  #nodeOf(pair: SchemaPair, queue: Node[]): Node | undefined {
    const resolved = { ...pair, ...this.#resolved(pair) };
    const key = keyOf(resolved);
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    this.#isCut ||= this.#nodes.size >= mostPairs;
    if (this.#isCut) return undefined;
    const node: Node = { pair: resolved, changes: [], below: new Set(), methods: new Set() };
    this.#nodes.set(key, node);
    this.#places.add(placeKey(resolved));
    queue.push(node);
    return node;
  }

  #resolved({ old, new: fresh }: Pick<SchemaPair, 'old' | 'new'>) {
    return { old: resolvedIn(old, this.versions.old), new: resolvedIn(fresh, this.versions.new) };
  }

  #changeIn({ pair }: Node, code: RuleCode, facts: PairFacts): Change {
    const certainty = leastSure(pair.certainty, facts.certainty ?? 'certain');
    const places = { old: pair.old.origin, new: pair.new.origin };
    const { direction, owner } = pair;
    const all = { ...places, ...facts, certainty, direction, symbols: [owner] };
    return changeOf(code, all, this.versions);
  }
}

/** Tells each pair which operations lead to it. Returns whether it got to the end. */
function spreadMethods(roots: readonly (readonly [Node, string])[]): boolean {
  let steps = 0;
  for (const [root, method] of roots) {
    const queue = new Set([root]);
    for (const node of queue) {
      node.methods.add(method);
      steps += 1;
      if (steps > mostSteps) return false;
      for (const next of node.below) queue.add(next);
    }
  }
  return true;
}

function resolvedIn(schema: Schema, { plan }: Version): Schema {
  return resolveSchema(schema, plan.api.schemas);
}

function placeKey({ old, new: fresh }: Pick<SchemaPair, 'old' | 'new'>): string {
  return JSON.stringify([originId(old.origin), originId(fresh.origin)]);
}

function keyOf(pair: SchemaPair): string {
  return JSON.stringify([placeKey(pair), pair.direction, pair.certainty, pair.isEnvelope]);
}
