/** A value that a validator leaves to other parts. */
export interface InnerValue {
  /** The names of the parts, joined by "|". One of them must allow the value. */
  readonly parts: string;
  /** The JSON pointer to the value, relative to the value that was validated. */
  readonly path: string;
  /** Whether a reference is allowed in place of the value. */
  readonly mayBeReference: boolean;
}

/** What a validator reports besides errors. Validators call its methods through `this`. */
export class Report {
  readonly innerValues: InnerValue[] = [];
  /** JSON pointers to arrays whose items must be unique. */
  readonly uniqueArrays: string[] = [];

  addInnerValue(parts: string, path: string, mayBeReference: boolean): void {
    this.innerValues.push({ parts, path, mayBeReference });
  }

  addUniqueArray(path: string): void {
    this.uniqueArrays.push(path);
  }
}
