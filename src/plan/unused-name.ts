/** The name, or with the first number behind it that makes it another than those taken. */
export function unusedName(name: string, taken: ReadonlySet<string>, first = 2): string {
  let unused = name;
  for (let number = first; taken.has(unused); number += 1) unused = `${name}${number}`;
  return unused;
}
