import type { GenerateOptions } from './options.js';

/** The options with a fixed set of values, which types do not enforce in JavaScript. */
const VALUES = {
  only: ['types', 'validators', 'client', 'mock'],
  side: ['application', 'counterpart'],
  validators: ['lazy', 'compiled'],
  runtime: ['copy', 'package'],
  importExtension: ['js', 'ts', 'none'],
} as const satisfies Partial<Record<keyof GenerateOptions, readonly string[]>>;

/** Throws a `TypeError` if an option has a value that it cannot have. */
export function assertOptions(options: GenerateOptions): void {
  for (const [name, allowed] of Object.entries(VALUES)) {
    const value: unknown = Reflect.get(options, name);
    if (value === undefined) continue;
    const isAllowed = (each: unknown): boolean => allowed.some((known) => known === each);
    const isList = name === 'only';
    if (isList ? Array.isArray(value) && value.every(isAllowed) : isAllowed(value)) continue;
    const hint = `Use ${isList ? 'a list of' : 'one of'} ${allowed.map((each) => `"${each}"`).join(', ')}`;
    throw new TypeError(`The option \`${name}\` cannot be ${JSON.stringify(value)}. ${hint}`);
  }
}
