import type { Load, LoadOptions } from '../loader.js';
import type { ApiSide } from '../model/api.js';
import type { ImportExtension } from '../plan/import-extension.js';
import type { Part } from '../plan/parts.js';
import type { Runtime, ValidatorKind } from '../plan/plan.js';

/** A step of a run. `done` of `total` documents are done. */
export type Step =
  | {
      readonly kind: 'read' | 'check';
      /** The absolute path of the document. */
      readonly spec: string;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'render' };

/** Options for reading documents. */
export interface ReadOptions extends LoadOptions {
  /**
   * A loader from `createLoader`. Pass the same one to several calls: preparing its parser takes
   * longer than reading a document.
   *
   * @default a new loader
   */
  readonly loader?: Load;
  /** Called at the start of each step, to show progress. */
  readonly onStep?: (step: Step) => void;
}

/** Options for reading documents and naming what is in them. */
export interface InspectOptions extends ReadOptions {
  /**
   * Whom the client acts for: the application that the document describes, or its counterpart, for which
   * every operation has the opposite direction. The mock server acts as the other one.
   *
   * @default "application"
   */
  readonly side?: ApiSide;
}

/** Options for generating code. */
export interface GenerateOptions extends InspectOptions {
  /**
   * The name of the API, for a single document; it is converted to kebab case.
   *
   * @default the name of the document's file
   */
  readonly name?: string;
  /** The parts to generate; parts that they need are added. */
  readonly only?: readonly Part[];
  /**
   * When validators are compiled: when they are first used (`lazy`), with ajv and `eval`; or when they are
   * generated (`compiled`), so that neither is needed at run time.
   *
   * @default "lazy"
   */
  readonly validators?: ValidatorKind;
  /**
   * Whether clients accept strings that an enum does not have. The types of received enums then allow any string.
   */
  readonly unknownEnums?: 'accept';
  /**
   * Whether the runtime is copied into the output (`copy`, the default) or imported from this
   * package.
   */
  readonly runtime?: Runtime;
  /**
   * The extension of relative imports: `./types.js`, `./types.ts` or `./types`.
   *
   * @default "js"
   */
  readonly importExtension?: ImportExtension;
  /**
   * Whether the project that the output is for sets `isolatedDeclarations`, under which the descriptor of an
   * API needs more type annotations.
   *
   * @default false
   */
  readonly isolatedDeclarations?: boolean;
}
