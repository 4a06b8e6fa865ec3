import { isRecord, joinPath } from '../../../../templates/runtime/validation/schema-error.js';

/** How JSON is printed. */
export interface JsonStyle {
  /** Whether it has sorted keys, and a line for each member and item, with an indentation of 4 spaces. */
  readonly isLaidOut: boolean;
  /** Prints the number at a JSON pointer. */
  readonly printNumber: (value: number, path: string) => string;
}

const INDENTATION = ' '.repeat(4);

/** Prints JSON data. */
export function printJson(value: unknown, style: JsonStyle): string {
  return print(value, { style, path: '', margin: '\n' });
}

/** Where a value stands. */
interface Place {
  readonly style: JsonStyle;
  /** The JSON pointer to the value. */
  readonly path: string;
  /** What a new line starts with. */
  readonly margin: string;
}

function print(value: unknown, place: Place): string {
  if (typeof value === 'number') return place.style.printNumber(value, place.path);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown, index) => print(item, within(place, String(index))));
    return `[${joined(items, place)}]`;
  }
  return isRecord(value) ? `{${joined(membersOf(value, place), place)}}` : JSON.stringify(value);
}

function membersOf(value: Readonly<Record<string, unknown>>, place: Place): readonly string[] {
  const { isLaidOut } = place.style;
  const keys = isLaidOut ? Object.keys(value).sort() : Object.keys(value);
  const colon = isLaidOut ? ': ' : ':';
  return keys.map(
    (key) => `${JSON.stringify(key)}${colon}${print(value[key], within(place, key))}`,
  );
}

function within({ style, path, margin }: Place, key: string): Place {
  return { style, path: joinPath(path, key), margin: `${margin}${INDENTATION}` };
}

function joined(parts: readonly string[], { style, margin }: Place): string {
  if (parts.length === 0 || !style.isLaidOut) return parts.join(',');
  const inner = `${margin}${INDENTATION}`;
  return `${inner}${parts.join(`,${inner}`)}${margin}`;
}
