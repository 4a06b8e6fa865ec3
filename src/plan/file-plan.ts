import type { TypeDeclaration } from './types/declarations.js';
import type { View } from './views/view.js';

/** A file of the output, decided in everything but its layout. */
export type FilePlan =
  | {
      readonly kind: 'types';
      readonly path: string;
      readonly declarations: readonly TypeDeclaration[];
    }
  | {
      readonly kind: 'template';
      readonly path: string;
      /** File under `templates/` without `.hbs`. */
      readonly template: TemplateName;
      readonly view: View;
    }
  | {
      readonly kind: 'runtime';
      readonly folder: string;
      /** Folders of the runtime that the output uses; what they import is copied with them. */
      readonly entries: readonly RuntimeEntry[];
    };

/** A folder of the runtime with an `index.ts` of its own. */
export type RuntimeEntry = 'validation' | 'session' | 'mock';

export type TemplateName = 'validators' | 'client' | 'mock-server' | 'api-index' | 'index';
