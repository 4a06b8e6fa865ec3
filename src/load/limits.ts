/** How long it may take to fetch a file, with its redirects, and all files of a document. */
export interface TimeLimits {
  readonly remoteMs: number;
  readonly remoteTotalMs: number;
}

/** Documents are untrusted input: what one of them may cost at most. */
export const limits = {
  bytes: 10 * 1024 * 1024,
  /** Levels of nesting in a text, and in a value of the API's own; bounds every recursion over these. */
  depth: 200,
  /** Keys and values in a text. */
  nodes: 1_000_000,
  /** Values that stem from expanded aliases in a text. */
  aliasNodes: 10_000,
  files: 500,
  references: 100_000,
  /** Values, once every reference but those to schemas is replaced by what it stands for. */
  expandedNodes: 1_000_000,
  /** Levels, likewise: the parser is recursive. */
  expandedDepth: 1000,
  /** Values that are held against the structure of AsyncAPI at once, if there are mistakes in them. */
  partSize: 5000,
  /** Items of a list that are compared with each other, which takes quadratic time. */
  comparedItems: 1000,
  /** Redirects from one URL to another, for a file. */
  redirects: 5,
  /** See `TimeLimits`. */
  remoteMs: 10_000,
  remoteTotalMs: 60_000,
  /** References that a pointer leads through. */
  hops: 100,
} as const;
