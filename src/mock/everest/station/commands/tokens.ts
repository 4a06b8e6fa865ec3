import { memberAt, textAt } from '../members.js';
import type { ProvidedToken } from '../token.js';

/** Reads EVerest's `ProvidedIdToken`; `undefined` if it has no value. */
export function tokenOf(value: unknown): ProvidedToken | undefined {
  const text = textAt(value, 'id_token', 'value');
  if (text === '') return undefined;
  const connectors = memberAt(value, 'connectors');
  return {
    id_token: { value: text, type: textAt(value, 'id_token', 'type') },
    authorization_type: textAt(value, 'authorization_type') || 'RFID',
    ...(Array.isArray(connectors) && { connectors: connectors.map(Number) }),
    ...(memberAt(value, 'prevalidated') === true && { prevalidated: true }),
  };
}
