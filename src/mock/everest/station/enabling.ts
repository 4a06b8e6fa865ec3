/** Who votes, for what, and with which priority: EVerest's `EnableDisableSource`. */
export interface EnableSource {
  readonly enable_source: string;
  readonly enable_state: 'Unassigned' | 'Disable' | 'Enable';
  /** 0 is the strongest. */
  readonly enable_priority: number;
}

/** The source of an EVSE that nobody has voted on. */
const NOBODY: EnableSource = {
  enable_source: 'Unspecified',
  enable_state: 'Unassigned',
  enable_priority: 10_000,
};

/** The table by which EVerest decides whether an EVSE is enabled: one entry of each source. */
export class Enabling {
  readonly #votes = new Map<string, EnableSource>();

  /** The source that decides: of the strongest votes, the latest. */
  get source(): EnableSource {
    return [...this.#votes.values()]
      .filter(({ enable_state }) => enable_state !== 'Unassigned')
      .reduce((best, vote) => (vote.enable_priority <= best.enable_priority ? vote : best), NOBODY);
  }

  get isEnabled(): boolean {
    return this.source.enable_state !== 'Disable';
  }

  vote(source: EnableSource): void {
    this.#votes.delete(source.enable_source);
    this.#votes.set(source.enable_source, source);
  }
}
