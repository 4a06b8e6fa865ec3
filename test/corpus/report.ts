/** What a run over documents counts. */
export interface Counts {
  readonly documents: number;
  readonly refused: number;
  readonly operations: number;
  readonly types: number;
  readonly properties: number;
  readonly filesChecked: number;
}

export interface Report {
  readonly counts: Counts;
  /** Documents that were refused, with their findings; no failure. */
  readonly refusals: readonly string[];
  readonly failures: readonly string[];
}

const nothing: Counts = {
  documents: 0,
  refused: 0,
  operations: 0,
  types: 0,
  properties: 0,
  filesChecked: 0,
};

export function reportOf(counts: Partial<Counts>, failures: readonly string[] = []): Report {
  return { counts: { ...nothing, ...counts }, refusals: [], failures };
}

/** All of them together. */
export function sum(reports: readonly Report[]): Report {
  const total = (name: keyof Counts): number =>
    reports.reduce((soFar, { counts }) => soFar + counts[name], 0);
  return {
    counts: {
      documents: total('documents'),
      refused: total('refused'),
      operations: total('operations'),
      types: total('types'),
      properties: total('properties'),
      filesChecked: total('filesChecked'),
    },
    refusals: reports.flatMap(({ refusals }) => refusals),
    failures: reports.flatMap(({ failures }) => failures),
  };
}

export function closingLine({ counts, failures }: Report): string {
  const { documents, refused, operations, types, properties, filesChecked } = counts;
  return [
    `${documents} documents`,
    `${refused} refused`,
    `${operations} operations`,
    `${types} types`,
    `${properties} properties`,
    `${filesChecked} files type-checked`,
    `${failures.length} failures`,
  ].join(' · ');
}
