import type { ImportExtension } from './import-extension.js';
import type { TypeDeclaration } from './types/declarations.js';
import type { Placed } from './views/placed.js';
import type { View } from './views/view.js';

/** A planned file of the output; only its layout is not decided. */
export type FilePlan =
  | {
      readonly kind: 'types';
      readonly path: string;
      readonly declarations: readonly TypeDeclaration[];
    }
  | {
      readonly kind: 'template';
      readonly path: string;
      /** Name of the file under `templates/`, without `.hbs`. */
      readonly template: TemplateName;
      readonly view: View;
      readonly placed?: Placed;
    }
  | {
      readonly kind: 'runtime';
      readonly folder: string;
      /** Entries of the runtime that the output uses. They are copied with all that they import. */
      readonly entries: readonly RuntimeEntry[];
      readonly importExtension: ImportExtension;
    };

/** An entry of the runtime: a folder with an `index.ts`. */
export type RuntimeEntry = 'validation' | 'session' | 'mock' | 'everest';

export type TemplateName = 'validators' | 'client' | 'mock-server' | 'api-index' | 'index';
