/** Limits how deep messages may be nested, so that recursive functions do not overflow the stack. */
import { ValidationError } from "./validation-error.js";

const MAX_DEPTH = 1000;

/** Throws a `ValidationError` if arrays and objects are nested more than 1000 levels deep. */
export function assertDepth(json: string): void {
  // Each level takes two brackets.
  if (json.length <= 2 * MAX_DEPTH) {
    return;
  }
  let depth = 0;
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index];
    if (character === '"') {
      index = endOfString(json, index);
    } else if (character === "[" || character === "{") {
      depth += 1;
      if (depth > MAX_DEPTH) {
        throw tooDeep(json);
      }
    } else if (character === "]" || character === "}") {
      depth -= 1;
    }
  }
}

/** Returns the index of the closing quote of the string that starts at `start`. */
function endOfString(json: string, start: number): number {
  let index = start + 1;
  while (index < json.length && json[index] !== '"') {
    index += json[index] === "\\" ? 2 : 1;
  }
  return index;
}

function tooDeep({ length }: string): ValidationError {
  return new ValidationError(`JSON of ${length} characters`, [
    {
      path: "",
      keyword: "depth",
      message: `must not be nested more than ${MAX_DEPTH} levels deep`,
      expected: `at most ${MAX_DEPTH} levels of arrays and objects`,
      received: undefined,
    },
  ]);
}
