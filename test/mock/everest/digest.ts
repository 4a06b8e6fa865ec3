/** Shortens a recording, so that a person can read it as a table. */
import type { Output } from '../../../src/mock/everest/station/output.js';
import { memberAt, numberAt, textAt } from '../../../src/mock/everest/station/members.js';

/** Returns what matters of an output. */
export function digest({ variable, payload }: Output): string {
  switch (variable) {
    case 'session_event':
      return `SE ${textAt(payload, 'event')} ${details(payload)}`.trim();
    case 'session_info':
      return `SI ${textAt(payload, 'state')} ${infoOf(payload)}`;
    case 'selected_protocol':
      return `SP ${String(payload)}`;
    case 'powermeter':
      return `meter ${numberAt(payload, 'power_W', 'total')} W, ${numberAt(payload, 'energy_Wh_import', 'total')} Wh`;
    case 'ev_info':
      return `ev_info ${numberAt(payload, 'soc') ?? ''} {${Object.keys(Object(payload)).length}}`;
    case 'dc_voltage_current':
      return `dc ${numberAt(payload, 'voltage_V')} V, ${numberAt(payload, 'current_A')} A`;
    case 'token_validation_status':
      return `token ${textAt(payload, 'token', 'id_token', 'value')} ${textAt(payload, 'status')}`;
    default:
      return `${variable} ${JSON.stringify(payload) ?? ''}`.trim();
  }
}

function details(event: unknown): string {
  const started = ['session_started', 'transaction_finished']
    .map((name) => textAt(event, name, 'reason'))
    .join('');
  const reasons = memberAt(event, 'charging_paused_evse', 'reasons');
  const others = Object.keys(Object(event)).slice(4);
  const shown = reasons === undefined ? started : JSON.stringify(reasons);
  const uuid = textAt(event, 'uuid').slice(0, 4);
  return [uuid && `#${uuid}`, shown, others.length > 0 && `{${others.join()}}`]
    .filter(Boolean)
    .join(' ');
}

function infoOf(info: unknown): string {
  const numbers = ['charged_energy_wh', 'latest_total_w', 'session_duration_s'].map((name) =>
    numberAt(info, name),
  );
  const transaction = numberAt(info, 'transaction_duration_s') ?? '-';
  const times = Object.keys(Object(info)).filter((name) => name.endsWith('_time'));
  const protocol = textAt(info, 'selected_protocol') || '-';
  const [energy, power, duration] = numbers;
  return `${energy} Wh, ${power} W, ${duration}/${transaction} s, ${protocol}, ${times.length} times`;
}
