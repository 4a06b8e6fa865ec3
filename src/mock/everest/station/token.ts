/** What a user identifies with: EVerest's `ProvidedIdToken`. */
export interface ProvidedToken {
  readonly id_token: { readonly value: string; readonly type: string };
  readonly authorization_type: string;
  /** The EVSEs that it may be used for; all, if it is absent. */
  readonly connectors?: readonly number[];
  /** Whether nobody needs to validate it. */
  readonly prevalidated?: boolean;
}

/** The token of a user who swipes nothing in particular. */
export const SOME_TOKEN = '04A1B2C3D4E580';

/** Returns the token of a card at a reader that serves some EVSEs. */
export function cardToken(value: string, connectors: readonly number[] = [1]): ProvidedToken {
  return { id_token: { value, type: 'ISO14443' }, authorization_type: 'RFID', connectors };
}

/** Returns the token of an EVSE that identifies nobody. */
export function freeToken(evse: number): ProvidedToken {
  return {
    id_token: { value: 'FREE_SERVICE', type: 'NoAuthorization' },
    authorization_type: 'OCPP',
    connectors: [evse],
  };
}
