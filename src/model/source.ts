import type { LoadedDocument } from '../load/document.js';
import { createMessageReader, type ReadMessage } from './messages.js';
import { Node, nodeAt } from './node.js';
import type { SchemaId } from './schema/schema.js';
import { createTraits, type Traits } from './traits.js';

/** What all readers of a document use. */
export interface Source {
  readonly root: Node;
  readonly traits: Traits;
  readonly readMessage: ReadMessage;
  /** Returns the schema of an id. */
  readonly schemaAt: (id: SchemaId) => Node | undefined;
}

export function createSource(document: LoadedDocument): Source {
  const { main, files, version } = document;
  const origin = { file: main.path, pointer: '' };
  const root = new Node({ value: main.data, origin }, document, 'followed');
  const traits = createTraits(version);
  return {
    root,
    traits,
    readMessage: createMessageReader(root, traits),
    schemaAt: (id) => {
      const file = [...files.keys()].find((path) => id.startsWith(`${path}#`));
      if (file === undefined) return undefined;
      return nodeAt({ file, pointer: id.slice(file.length + 1) }, document);
    },
  };
}
