import { fullFormats } from 'ajv-formats/dist/formats.js';

/**
 * Formats of draft-07 (JSON Schema Validation, section 7.3) that validators do not check but that are
 * not reported. The formats of AsyncAPI (int32, double, binary, password, …) are in `fullFormats`.
 */
const unchecked: readonly string[] = ['idn-email', 'idn-hostname', 'iri', 'iri-reference'];

/** The formats of numbers in AsyncAPI. */
const numeric: readonly string[] = ['int32', 'int64', 'float', 'double'];

/** Returns the kind of value that a format restricts, and `undefined` for an unknown format. */
export function formatKind(format: string): 'number' | 'string' | undefined {
  if (numeric.includes(format)) return 'number';
  return Object.hasOwn(fullFormats, format) || unchecked.includes(format) ? 'string' : undefined;
}
