/** Checks at connect that validators which are compiled at run time can be compiled. */
import type { ApiDescriptor, Messages } from "../descriptor.js";
import { ConnectionError } from "../errors.js";

/**
 * Throws a `ConnectionError` if the validators of an API need `eval` and the environment forbids it, e.g. by
 * a Content Security Policy. Otherwise the first message would fail.
 */
export function assertEvaluable({
  name,
  validators,
  operations,
}: ApiDescriptor): void {
  if (validators === "compiled" || isEvalAllowed()) {
    return;
  }
  for (const operation of Object.values(operations)) {
    const replies = "replies" in operation ? operation.replies : {};
    const cause = evalErrorOf(operation.messages) ?? evalErrorOf(replies);
    if (cause !== undefined) {
      throw new ConnectionError(
        `The validators of ${name} cannot be compiled, since this environment forbids eval. ` +
          "Generate with `--validators compiled`, or allow eval: " +
          "in a Content Security Policy, script-src 'unsafe-eval'",
        { cause },
      );
    }
  }
}

function isEvalAllowed(): boolean {
  try {
    return Reflect.construct(Function, [""]) !== undefined;
  } catch {
    return false;
  }
}

/** Returns the error of the first validator that needs `eval`. */
function evalErrorOf(messages: Messages): EvalError | undefined {
  for (const { payload, headers } of Object.values(messages)) {
    for (const assert of [payload, headers?.accept]) {
      try {
        assert?.(undefined);
      } catch (error) {
        if (error instanceof EvalError) {
          return error;
        }
      }
    }
  }
  return undefined;
}
