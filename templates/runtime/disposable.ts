/** Declares what `await using` needs, for projects whose `lib` does not have `ESNext.Disposable`. */
declare global {
  interface SymbolConstructor {
    readonly dispose: unique symbol;
    readonly asyncDispose: unique symbol;
  }
  interface Disposable {
    [Symbol.dispose](): void;
  }
  interface AsyncDisposable {
    [Symbol.asyncDispose](): PromiseLike<void>;
  }
}

/** Something that `await using` closes at the end of its block. */
export type AsyncClosable = AsyncDisposable;
