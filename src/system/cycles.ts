/** A node on the way down, and how far up the nodes below it lead. */
interface Step<T> {
  readonly node: T;
  readonly rest: Iterator<T>;
  readonly order: number;
  low: number;
}

/**
 * The nodes of a graph that lead back to themselves: those in strong components of more than one
 * node or with an edge to itself (Tarjan 1972, without recursion), in time linear in the edges. An
 * edge to what is no node counts for nothing.
 */
export function findCycles<T>(edges: ReadonlyMap<T, readonly T[]>): ReadonlySet<T> {
  const circular = new Set([...edges].flatMap(([node, to]) => (to.includes(node) ? [node] : [])));
  const met = new Map<T, number>();
  const open: T[] = [];
  const enter = (node: T): Step<T> => {
    const order = met.size;
    met.set(node, order);
    open.push(node);
    return { node, rest: (edges.get(node) ?? []).values(), order, low: order };
  };
  const leave = ({ node, order, low }: Step<T>): void => {
    if (low < order) return;
    const component = open.splice(open.lastIndexOf(node));
    for (const each of component) {
      met.set(each, Infinity);
      if (component.length > 1) circular.add(each);
    }
  };
  for (const start of edges.keys()) {
    const walk = met.has(start) ? [] : [enter(start)];
    for (let step = walk.at(-1); step !== undefined; step = walk.at(-1)) {
      const next = step.rest.next();
      if (next.done === true) {
        leave(step);
        walk.pop();
        const above = walk.at(-1);
        if (above !== undefined) above.low = Math.min(above.low, step.low);
      } else if (edges.has(next.value)) {
        const order = met.get(next.value);
        if (order === undefined) walk.push(enter(next.value));
        else step.low = Math.min(step.low, order);
      }
    }
  }
  return circular;
}
