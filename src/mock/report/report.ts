/** What a mock has to report at its end: what clients did wrong, and what they never did. */
export interface MockReport {
  readonly messages: {
    readonly received: number;
    readonly sent: number;
    readonly invalid: number;
    readonly unknown: number;
  };
  /** Messages that were dropped or not answered, and why. Equal ones are counted. */
  readonly invalid: readonly InvalidMessage[];
  /** Messages that no operation has, and why. Equal ones are counted. */
  readonly unknown: readonly UnknownMessage[];
  /** APIs whose client never said that it is alive, or said it too late. */
  readonly missingCommunicationChecks: readonly MissingCheck[];
  /** Operations of which there was no valid message. */
  readonly unusedOperations: readonly ReportedOperation[];
  /** Operations of which there was one. */
  readonly usedOperations: readonly ReportedOperation[];
}

/** An operation, by its id in the document. */
export interface ReportedOperation {
  readonly api: string;
  readonly operation: string;
}

export interface InvalidMessage extends ReportedOperation {
  readonly topic: string;
  readonly reason: string;
  readonly count: number;
}

export interface UnknownMessage {
  readonly topic: string;
  readonly reason: string;
  readonly count: number;
}

export interface MissingCheck {
  readonly api: string;
  /** How many checks there were. */
  readonly received: number;
  /** How often more than 5 seconds passed without one. */
  readonly late: number;
}
