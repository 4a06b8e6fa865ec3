const longest = 80;
const most = 1000;

/** The candidate that differs least from the word, if it is at most a third of it that differs. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > longest) return undefined;
  const ranked = candidates
    .filter((each) => each.length <= longest)
    .slice(0, most)
    .map((each) => ({ each, distance: distance(word.toLowerCase(), each.toLowerCase()) }))
    .sort((left, right) => left.distance - right.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.max(1, word.length / 3)
    ? best.each
    : undefined;
}

/** Levenshtein: how many characters to insert, delete or replace. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [index, character] of [...left].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + Number(character !== right[column - 1]);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
