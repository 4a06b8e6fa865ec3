/**
 * Returns a function that gives each name once: the one wanted, or, if it is taken, the one with the
 * first free number appended. It remembers the last number, so many equal names take linear time.
 */
export function unusedNames(taken: Iterable<string>, first = 2): (wanted: string) => string {
  const used = new Set(taken);
  const numbers = new Map<string, number>();
  return (wanted) => {
    let name = wanted;
    let number = numbers.get(wanted) ?? first;
    for (; used.has(name); number += 1) name = `${wanted}${number}`;
    numbers.set(wanted, number);
    used.add(name);
    return name;
  };
}
