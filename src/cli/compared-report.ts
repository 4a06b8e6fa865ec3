import { isAbsolute, relative } from 'node:path';
import type { DocumentReport } from '../diff/reporters/document-report.js';
import type { ComparedDocument } from '../generate/compare.js';
import type { GivenVersion } from './versions.js';

/** How the places of a version are shown. */
type Shown = Pick<GivenVersion, 'shown'>;

/** Returns what reporters get of a compared document. */
export function reportOf(
  { name, old: before, new: after, difference }: ComparedDocument,
  [old, fresh]: readonly [Shown, Shown],
  cwd: string,
): DocumentReport {
  const wayOf = ({ shown }: Shown, spec: string): string => {
    const { file } = shown({ file: spec, line: 1, column: 1 });
    return isAbsolute(file) ? relative(cwd, file) : file;
  };
  const { changes, ...versions } = difference;
  return {
    ...{ name, ...versions },
    ...(before !== undefined && { old: wayOf(old, before) }),
    ...(after !== undefined && { new: wayOf(fresh, after) }),
    changes: changes.map((change) => ({
      ...change,
      old: old.shown(change.old),
      new: fresh.shown(change.new),
    })),
  };
}
