/** Time limits for fetching files. */
export interface TimeLimits {
  /** For one file, including its redirects. */
  readonly remoteMs: number;
  /** For all files of a document together. */
  readonly remoteTotalMs: number;
}

/** Maximum values for one document, since documents are untrusted input. */
export const limits = {
  /** The size of a file, in bytes. */
  bytes: 10 * 1024 * 1024,
  /** The levels of nesting in a file, and in an example or default. Bounds every recursion over them. */
  depth: 200,
  /** The number of keys and values in a file. */
  nodes: 1_000_000,
  /** The number of values in a file that come from expanded aliases. */
  aliasNodes: 10_000,
  /** The number of files of a document. */
  files: 500,
  /** The number of reference objects in a document. */
  references: 100_000,
  /** The number of values outside schemas, after each reference is replaced by the value it leads to. */
  expandedNodes: 1_000_000,
  /** The levels of nesting after the same replacement; `@asyncapi/parser` is recursive. */
  expandedDepth: 1000,
  /** The number of reported findings about the structure of a document. */
  structureFindings: 100,
  /** The number of values visited only to choose between alternatives of a schema, e.g. of `oneOf`. */
  trialVisits: 10_000,
  /** The number of servers of a channel that are checked; the check takes quadratic time. */
  channelServers: 1000,
  /** The number of redirects for a file. */
  redirects: 5,
  /** Time limits; see `TimeLimits`. */
  remoteMs: 10_000,
  remoteTotalMs: 60_000,
  /** The number of references that a JSON pointer passes through. */
  hops: 100,
} as const;
