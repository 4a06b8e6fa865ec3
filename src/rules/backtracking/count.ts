/** Zero, one, or more than one. */
export type Count = 0 | 1 | 2;

/** Adds two counts. */
export function sum(left: Count, right: Count): Count {
  return capped(left + right);
}

/** Multiplies two counts. */
export function product(left: Count, right: Count): Count {
  return capped(left * right);
}

function capped(count: number): Count {
  if (count > 1) return 2;
  return count === 1 ? 1 : 0;
}

/** The count of each item. */
export type Counts<T> = ReadonlyMap<T, Count>;

/** Adds the counts of each item. */
export function addCounts<T>(left: Counts<T>, right: Counts<T>): Counts<T> {
  const added = new Map(left);
  for (const [item, count] of right) added.set(item, sum(added.get(item) ?? 0, count));
  return added;
}

/** Multiplies the count of each item by a factor. */
export function scaleCounts<T>(counts: Counts<T>, factor: Count): Counts<T> {
  if (factor === 0) return new Map();
  return new Map([...counts].map(([item, count]) => [item, product(count, factor)]));
}
