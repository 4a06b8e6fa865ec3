import { breakData } from './breaks.js';
import type { RandomDocument, Source } from './document.arbitrary.js';
import type { Draw } from './draw.js';
import { textOf } from './files.js';
import type { RealDocument, RealFile } from './real-documents.js';
import { breakText } from './text-breaks.js';

/** Changes of one document. */
const most = 5;

/** Real documents with a few changes, of their data or of the bytes of one of their files. */
export function mutatedDocuments(documents: readonly RealDocument[]): Source {
  const donors = documents.flatMap(({ files }) => files.slice(0, 1));
  return (draw) => {
    const { name, files } = draw.of(documents);
    return draw.oneIn(3)
      ? { origin: name, kind: 'mutated text', files: mutateText(draw, files, donors) }
      : { origin: name, kind: 'mutated data', files: mutateData(draw, files, donors) };
  };
}

type Files = RandomDocument['files'];

function mutateData(draw: Draw, files: readonly RealFile[], donors: readonly RealFile[]): Files {
  const changed = breakData(draw, files, { most, donors: donors.map(({ data }) => data) });
  return files.map(({ name, text, data }, index) => {
    const file = changed[index] ?? { name, data };
    return { name, bytes: Buffer.from(file.data === data ? text : textOf(draw, file)) };
  });
}

function mutateText(draw: Draw, files: readonly RealFile[], donors: readonly RealFile[]): Files {
  const at = draw.oneIn(2) ? 0 : draw.below(files.length);
  const texts = donors.map(({ text }) => text);
  return files.map(({ name, text }, index) => ({
    name,
    bytes: index === at ? breakText(draw, text, { most, donors: texts }) : Buffer.from(text),
  }));
}
