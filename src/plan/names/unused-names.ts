/**
 * Gives names, none twice and none of those taken: the one wanted, or with the first free number
 * behind it. Remembers how far it came, so that many equal wishes take no more steps than names.
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
