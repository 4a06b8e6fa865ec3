/** A remedy as `docs/diagnostics.md` lists it. */
export interface RemedyEntry {
  /** The object and the field, e.g. `operation.channel`. */
  readonly where: string;
  /** The mistake in a few words. */
  readonly mistake: string;
  /** The help of a finding about the mistake, with names of an example. */
  readonly remedy: string;
}
