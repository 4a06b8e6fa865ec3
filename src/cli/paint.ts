/** SGR parameters (ECMA-48 8.3.117) that start and end a style. */
const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

/** A style of text on a terminal. */
export type Style = keyof typeof STYLES;

/** Adds a style to a text. */
export type Paint = (style: Style, text: string) => string;

/** Creates a `Paint` function. Without colour, it returns the text unchanged. */
export function createPaint(color: boolean): Paint {
  if (!color) return (_, text) => text;
  return (style, text) => {
    const [on, off] = STYLES[style];
    return `\u001b[${String(on)}m${text}\u001b[${String(off)}m`;
  };
}

/**
 * Whether to print colours, as no-color.org and force-color.org define. FORCE_COLOR takes precedence,
 * as in Node.
 */
export function wantsColor(terminal: boolean, env: Readonly<NodeJS.ProcessEnv>): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if ((env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') return false;
  return terminal;
}
