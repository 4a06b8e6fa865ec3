import { diagnostic } from '../../diagnostics/catalogue.js';
import { below, type Origin } from '../../model/origin.js';
import { formatKind } from '../format-kind.js';
import { groupBy } from '../../system/group-by.js';
import { placesOf, timesText } from '../group.js';
import type { DocumentRule } from '../rule.js';

/** Finds formats that validators do not know. Groups them by file. */
export const findUnknownFormats: DocumentRule = ({ nodes, locate }) => {
  const uses = nodes.flatMap(({ schema }): readonly Use[] => {
    const format = schema.kind === 'keywords' ? schema.data.get('format') : undefined;
    const unknown = typeof format === 'string' && formatKind(format) === undefined;
    return unknown ? [{ format, origin: below(schema.origin, 'format') }] : [];
  });
  const groups = groupBy(uses, ({ format, origin }) => JSON.stringify([origin.file, format]));
  return [...groups.values()].map((group) =>
    diagnostic('FORMAT_UNKNOWN', {
      message: `The format ${JSON.stringify(group[0]?.format)} is unknown, so values are not validated against it${timesText(group.length)}.`,
      help: 'Use a format of JSON Schema such as date-time, uri or uuid, or use "pattern" instead.',
      ...placesOf(
        group.map(({ origin }) => origin),
        locate,
      ),
    }),
  );
};

interface Use {
  readonly format: string;
  readonly origin: Origin;
}
