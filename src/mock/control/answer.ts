/** Why a request is refused; stays the same when the message changes. */
export type ControlCode =
  | 'ACTION'
  | 'BODY'
  | 'BROKER'
  | 'HOST'
  | 'INTERNAL'
  | 'LIMIT'
  | 'MESSAGE'
  | 'METHOD'
  | 'NOT_FOUND'
  | 'NO_REPLY'
  | 'ORIGIN'
  | 'TOKEN';

/** What is wrong with a request, and how to fix it. */
export interface ControlFinding {
  readonly code: ControlCode;
  readonly message: string;
  readonly help: string;
  /** A JSON pointer into the body. */
  readonly path?: string;
}

/** The answer to a request. */
export interface Answer {
  readonly status: number;
  /** A value for JSON, or text of another type. */
  readonly body: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Returns an answer with findings. */
export function refuse(status: number, ...findings: readonly ControlFinding[]): Answer {
  return { status, body: { findings } };
}
