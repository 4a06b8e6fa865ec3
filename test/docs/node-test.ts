/** Stands in for `node:test` where the documentation's code runs within a test of Jest. */
export function test(_name: string, body: () => Promise<void>): Promise<void> {
  return body();
}
