import type { Channel } from './io.js';

/** What JSON.stringify leaves bare although it moves or hides text on a terminal. */
const HIDDEN = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Prints one JSON object; what a terminal might obey is escaped, and reads back unchanged. */
export function printJson(to: Channel, value: object): void {
  to.write(`${JSON.stringify(value, null, 2).replace(HIDDEN, escapeUnits)}\n`);
}

function escapeUnits(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
