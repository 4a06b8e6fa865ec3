/** Time limits for fetching files. */
export interface TimeLimits {
  /** For one file, including its redirects. */
  readonly remoteMs: number;
  /** For all files of a document together. */
  readonly remoteTotalMs: number;
}

/** Limits for one document, since documents are untrusted input. */
export const limits = {
  /** Size of a file. */
  bytes: 10 * 1024 * 1024,
  /** Levels of nesting in a file, and in an example or default. Bounds every recursion over them. */
  depth: 200,
  /** Keys and values in a file. */
  nodes: 1_000_000,
  /** Values in a file that come from expanded aliases. */
  aliasNodes: 10_000,
  /** Files of a document. */
  files: 500,
  /** Reference objects in a document. */
  references: 100_000,
  /** Values outside schemas, after each reference is replaced by the value it leads to. */
  expandedNodes: 1_000_000,
  /** Levels of nesting, after the same replacement; `@asyncapi/parser` is recursive. */
  expandedDepth: 1000,
  /** Findings about the structure of a document. */
  structureFindings: 100,
  /** Values that are visited only to choose between several alternatives. */
  trialVisits: 10_000,
  /** Servers of a channel that are checked; the check takes quadratic time. */
  channelServers: 1000,
  /** Redirects for a file. */
  redirects: 5,
  /** Time limits; see `TimeLimits`. */
  remoteMs: 10_000,
  remoteTotalMs: 60_000,
  /** References that a JSON pointer passes through. */
  hops: 100,
} as const;
