import { withoutCommandMarks, withoutHidden } from '../../templates/runtime/visible.js';

export { visible, visibleLine, withoutHidden } from '../../templates/runtime/visible.js';

/** Escapes JSON for a terminal or a log. Parsing it still gives the same value. */
export function visibleJson(json: string): string {
  return withoutCommandMarks(withoutHidden(json, escapeUnits), '\\u0023');
}

function escapeUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
