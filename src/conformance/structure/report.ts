/** A value that a validator leaves to other parts. */
export interface Met {
  /** Names of parts, joined by "|"; one of them has to allow the value. */
  readonly parts: string;
  /** JSON pointer from the value that was validated. */
  readonly path: string;
  /** Whether a reference may stand for the value. */
  readonly mayBeReference: boolean;
}

/** Collects what a validator reports besides errors; validators call its methods through `this`. */
export class Meeting {
  readonly met: Met[] = [];
  /** JSON pointers to arrays whose items have to differ. */
  readonly arrays: string[] = [];

  meet(parts: string, path: string, mayBeReference: boolean): void {
    this.met.push({ parts, path, mayBeReference });
  }

  compare(path: string): void {
    this.arrays.push(path);
  }
}
