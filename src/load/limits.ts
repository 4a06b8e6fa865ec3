/** Documents are untrusted input: what one of them may cost at most. */
export const limits = {
  bytes: 10 * 1024 * 1024,
  /** Levels of nesting in a text; also bounds every recursion over its data. */
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
  /** Fields of headers that stand in a message and in its traits, in all messages together. */
  mergedFields: 100_000,
  /** Servers of a channel that are looked up among all servers, which takes quadratic time. */
  channelServers: 1000,
  /** Redirects from one URL to another, for a file. */
  redirects: 5,
  /** Time to fetch a file, and all files of a document. */
  remoteMs: 10_000,
  remoteTotalMs: 60_000,
  /** References that a pointer leads through. */
  hops: 100,
} as const;
