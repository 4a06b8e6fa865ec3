/** A node on the current path, and the lowest order that its descendants reach. */
interface Frame<T> {
  readonly node: T;
  readonly rest: Iterator<T>;
  readonly order: number;
  low: number;
}

/**
 * Finds the nodes of a graph that are part of a cycle: nodes in strongly connected components of
 * more than one node, and nodes with an edge to themselves (Tarjan 1972, without recursion). It
 * takes linear time. Edges to unknown nodes are ignored.
 */
export function findCycles<T>(edges: ReadonlyMap<T, readonly T[]>): ReadonlySet<T> {
  const circular = new Set([...edges].flatMap(([node, to]) => (to.includes(node) ? [node] : [])));
  const met = new Map<T, number>();
  const open: T[] = [];
  const enter = (node: T): Frame<T> => {
    const order = met.size;
    met.set(node, order);
    open.push(node);
    return { node, rest: (edges.get(node) ?? []).values(), order, low: order };
  };
  const leave = ({ node, order, low }: Frame<T>): void => {
    if (low < order) return;
    const component = open.splice(open.lastIndexOf(node));
    for (const each of component) {
      met.set(each, Infinity);
      if (component.length > 1) circular.add(each);
    }
  };
  for (const start of edges.keys()) {
    const walk = met.has(start) ? [] : [enter(start)];
    for (let frame = walk.at(-1); frame !== undefined; frame = walk.at(-1)) {
      const next = frame.rest.next();
      if (next.done === true) {
        leave(frame);
        walk.pop();
        const above = walk.at(-1);
        if (above !== undefined) above.low = Math.min(above.low, frame.low);
      } else if (edges.has(next.value)) {
        const order = met.get(next.value);
        if (order === undefined) walk.push(enter(next.value));
        else frame.low = Math.min(frame.low, order);
      }
    }
  }
  return circular;
}
