import type { EnableSource } from '../enabling.js';
import { memberAt, numberAt, textAt } from '../members.js';
import type { Commands } from './command.js';
import { tokenOf } from './tokens.js';

/** The commands of the EVSE manager. */
export const EVSE_MANAGER_CONSUMER: Commands = {
  get_evse: ({ evse: { id, settings } }) => ({
    id,
    connectors: [{ id: 1, type: settings.charge_mode === 'DC' ? 'cCCS2' : 'sType2' }],
  }),
  enable_disable: ({ evse, payload }) => evse.enable(sourceOf(payload)),
  pause_charging: ({ evse }) => evse.session.pause(true),
  resume_charging: ({ evse }) => evse.session.pause(false),
  stop_transaction: ({ evse, payload }) => {
    const reason = textAt(payload, 'reason');
    const token = tokenOf(memberAt(payload, 'id_tag'));
    return evse.session.stop({ reason, ...(token && { id_tag: token }) });
  },
  force_unlock: ({ evse }) => {
    if (!evse.settings.has_lock) return false;
    evse.session.stop({ reason: 'UnlockCommand' });
    return true;
  },
  reserve: ({ evse, payload }) => evse.reserve({ id: Number(payload) }),
  cancel_reservation: ({ evse }) => evse.endReservation(),
  withdraw_authorization: ({ evse }) => evse.session.withdraw(),
  authorize_response: ({ evse, payload }) => {
    const token = tokenOf(memberAt(payload, 'token'));
    const isAccepted = textAt(payload, 'result', 'authorization_status') === 'Accepted';
    if (token !== undefined && isAccepted && evse.admits(token.id_token.value))
      evse.authorize(token);
  },
  external_ready_to_start_charging: () => false,
};

function sourceOf(payload: unknown): EnableSource {
  const source = memberAt(payload, 'source');
  const state = textAt(source, 'enable_state');
  return {
    enable_source: textAt(source, 'enable_source'),
    enable_state: state === 'Disable' || state === 'Enable' ? state : 'Unassigned',
    enable_priority: numberAt(source, 'enable_priority') ?? 0,
  };
}
