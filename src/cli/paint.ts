/** SGR parameters (ECMA-48 8.3.117): what switches a style on, and off again. */
const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

export type Style = keyof typeof STYLES;
export type Paint = (style: Style, text: string) => string;

/** Colours text, or leaves it as it is. */
export function paintWhere(color: boolean): Paint {
  if (!color) return (_, text) => text;
  return (style, text) => {
    const [on, off] = STYLES[style];
    return `\u001b[${String(on)}m${text}\u001b[${String(off)}m`;
  };
}

/** As no-color.org and force-color.org have it; FORCE_COLOR wins, as in Node. */
export function wantsColor(terminal: boolean, env: Readonly<NodeJS.ProcessEnv>): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if ((env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') return false;
  return terminal;
}
