import type { ProvidedToken } from './token.js';

/** What a transaction of the meter is about. */
export interface MeteredTransaction {
  readonly evse: string;
  readonly transaction: string;
  readonly token: ProvidedToken | undefined;
}

/** The kinds of tokens as OCMF names them. */
const IDENTIFICATIONS: Readonly<Record<string, string>> = {
  ISO14443: 'ISO14443',
  ISO15693: 'ISO15693',
  eMAID: 'EMAID',
  Central: 'CENTRAL',
  KeyCode: 'KEY_CODE',
  Local: 'LOCAL',
};

/** Returns the payload of the request `start_transaction` of a power meter. */
export function startRequest({ evse, transaction, token }: MeteredTransaction): object {
  const type = IDENTIFICATIONS[token?.id_token.type ?? ''] ?? 'NONE';
  const isRfid = token?.authorization_type === 'RFID';
  return {
    ...{ evse_id: evse, transaction_id: transaction },
    identification_status: type === 'NONE' ? 'NOT_ASSIGNED' : 'ASSIGNED',
    identification_flags: [isRfid ? 'RFID_PLAIN' : 'RFID_NONE'],
    identification_type: type,
    ...(token !== undefined && { identification_data: token.id_token.value }),
  };
}
