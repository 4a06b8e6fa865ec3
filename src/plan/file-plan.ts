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
  /** The run time, copied as it is. */
  | { readonly kind: 'runtime'; readonly folder: string };

export type TemplateName = 'validators' | 'client' | 'mock-server' | 'api-index' | 'index';
