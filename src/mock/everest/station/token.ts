/** What a user identifies with: EVerest's `ProvidedIdToken`. */
export interface ProvidedToken {
  readonly id_token: { readonly value: string; readonly type: string };
  readonly authorization_type: string;
  readonly connectors?: readonly number[];
}

/** The token of a user who swipes nothing in particular. */
export const SOME_TOKEN = '04A1B2C3D4E580';

/** Returns the token of a card at the reader of the station. */
export function cardToken(value: string): ProvidedToken {
  return {
    id_token: { value, type: 'ISO14443' },
    authorization_type: 'RFID',
    connectors: [1],
  };
}

/** The token of a station that identifies nobody. */
export const FREE_TOKEN: ProvidedToken = {
  id_token: { value: 'FREE_SERVICE', type: 'NoAuthorization' },
  authorization_type: 'OCPP',
  connectors: [1],
};
