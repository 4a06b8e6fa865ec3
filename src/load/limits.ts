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
  /** Values beside schemas, once every reference is replaced by what it stands for. */
  expandedNodes: 1_000_000,
  /** Levels, likewise: the parser is recursive. */
  expandedDepth: 1000,
  /** Reported mistakes in the structure. */
  structureFindings: 100,
  /** Values that are visited only to find the right one of several alternatives. */
  trialVisits: 10_000,
  /** Servers of a channel that are looked up among all servers, which takes quadratic time. */
  channelServers: 1000,
  /** Redirects from one URL to another, for a file. */
  redirects: 5,
  /** See `TimeLimits`. */
  remoteMs: 10_000,
  remoteTotalMs: 60_000,
  /** References that a pointer leads through. */
  hops: 100,
} as const;
