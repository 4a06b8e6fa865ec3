/** Does nothing: a callback for what needs no answer. */
export function ignore(): void {}
