/** What EVerest sends otherwise than documented (EVEREST.md, section 4; RELIABILITY.md, fault 8), each quirk by its name. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { planAll } from '../../src/generate.js';
import { describeOperation } from '../../src/plan/operations/descriptor.js';
import { namedSchemasJson } from '../../src/plan/samples/schema-json.js';
import type { Assert, Messages, OperationDescriptor } from '../../templates/runtime/descriptor.js';
import { everestQuirks, latchedBoolean } from '../../templates/runtime/everest/quirks.js';
import { createValidators } from '../../templates/runtime/lazy/create-validators.js';
import { readMessage, type Received } from '../../templates/runtime/messages/codec.js';
import { readRequest } from '../../templates/runtime/messages/request-codec.js';
import { incomingRules } from '../../templates/runtime/messages/tolerance.js';
import type { DeviatingMessage, QuirkOptions } from '../../templates/runtime/quirk.js';
import { acceptAnything } from '../../templates/runtime/validation/accept.js';
import { ValidationError } from '../../templates/runtime/validation/validation-error.js';
import type { Validators } from '../../templates/runtime/validation/validators.js';
import { compiledValidators } from '../support/compiled-validators.js';
import { loader } from '../support/loader.js';
import { root } from '../support/project.js';

const specs = [
  'specs/everest/evse_manager_consumer_API.yaml',
  'specs/everest/powermeter_API.yaml',
  'specs/everest/auth_token_validator_API.yaml',
  'test/apis/station.yaml',
].map((path) => join(root, path));

type Operations = Readonly<Record<string, OperationDescriptor>>;
type Kind = 'lazy' | 'compiled';

/** The operations of all APIs of these tests, by their names. */
async function operationsWith(kind: Kind): Promise<Operations> {
  const { planned } = await planAll(specs, { loader });
  const described = planned.map(async ({ plan: { types, context, operations } }) => {
    const schemas = namedSchemasJson(types, context);
    const validators: Validators<string> =
      kind === 'lazy' ? createValidators(schemas) : await compiledValidators(schemas);
    const declared =
      (type: string): Assert<unknown> =>
      (value) =>
        validators.assert(type, value);
    const plain = { anything: acceptAnything, bytes: acceptAnything, text: acceptAnything };
    return operations.map((operation) => [
      operation.names.subject,
      describeOperation<Assert<unknown>>(operation, { declared, plain }),
    ]);
  });
  return Object.fromEntries((await Promise.all(described)).flat());
}

interface Incoming {
  readonly operation: string;
  readonly kind?: DeviatingMessage['kind'];
  readonly value: unknown;
  readonly quirks?: QuirkOptions;
}

const session = { uuid: 'a', timestamp: '2026-01-01T00:00:00.000Z', event: 'SessionStarted' };
const reserved = { ...session, uuid: '', timestamp: '', event: 'ReservationStart' };
const snapshot = {
  state: 'Unplugged',
  charged_energy_wh: 0,
  discharged_energy_wh: 0,
  latest_total_w: 0,
  session_duration_s: 0,
  timestamp: session.timestamp,
};
const fault = { type: 'x/Y', message: 'text', origin: { module_id: 'm1' } };
const replyTo = { headers: { replyTo: 'r' } };

describe.each<Kind>(['lazy', 'compiled'])('with %s validators', (validators) => {
  let operations: Operations = {};
  beforeAll(async () => {
    operations = await operationsWith(validators);
  }, 120_000);

  /** Reads what EVerest sends, as a client of its API does. */
  function receive({ operation: name, kind = 'message', value, quirks }: Incoming): unknown {
    const operation = operations[name];
    if (operation === undefined) throw new Error(`no operation ${name}`);
    const api = { name: 'station', quirks: everestQuirks };
    const received: Received = {
      body: new TextEncoder().encode(JSON.stringify(value)),
      headers: {},
      rules: incomingRules(api, 'client', { quirks }),
      ...{ kind, operation },
    };
    if (operation.kind === 'respond') return readRequest(operation, received).payload;
    const replies: Messages = 'replies' in operation ? operation.replies : {};
    return readMessage(kind === 'reply' ? replies : operation.messages, received).payload;
  }

  /** A message goes through as `expected`, but not without the quirk. */
  function expectQuirk(name: string, incoming: Incoming, expected: unknown): void {
    expect(receive(incoming)).toEqual(expected);
    expect(() => receive({ ...incoming, quirks: { off: [name] } })).toThrow(ValidationError);
  }

  it('session-resumed-colon: the event gets its documented name', () => {
    const value = { ...session, event: 'SessionResumed:' };
    const expected = { ...value, event: 'SessionResumed' };
    expectQuirk('session-resumed-colon', { operation: 'sessionEvent', value }, expected);
    const unknown = { operation: 'sessionEvent', value: { ...session, event: 'Other:' } };
    expect(() => receive(unknown)).toThrow(/\/event must be one of/);
  });

  it('empty-timestamp: outside a session, the time of an event may be missing', () => {
    const event = { operation: 'sessionEvent', value: reserved };
    expectQuirk('empty-timestamp', event, reserved);
    expect(() => receive({ ...event, value: { ...reserved, uuid: 'a' } })).toThrow(/\/timestamp/);
    expect(() => receive({ ...event, value: { ...reserved, timestamp: 'x' } })).toThrow();
  });

  it('uninitialised-session-info: before the first session, impossible counters become 0', () => {
    const garbage = { charged_energy_wh: -1_234_567_890, session_duration_s: -1 };
    const value = { ...snapshot, ...garbage };
    const info = { operation: 'sessionInfo', value };
    expectQuirk('uninitialised-session-info', info, snapshot);
    const later = { ...value, session_start_time: session.timestamp };
    expect(() => receive({ ...info, value: later })).toThrow(/\/charged_energy_wh must be >= 0/);
  });

  it('latched-true: a variable without a value is null', () => {
    const reply = { operation: 'getLimits', kind: 'reply', value: true } as const;
    expectQuirk('latched-true', reply, null);
    expect(receive({ ...reply, value: { ampere: 6 } })).toEqual({ ampere: 6 });
    expect(() => receive({ ...reply, value: false })).toThrow(ValidationError);
    expect(() => receive({ ...reply, operation: 'getVerifyLocation' })).toThrow(ValidationError);
  });

  it('latched-boolean: for a boolean variable, true is ambiguous, so it is an option', () => {
    const reply = { operation: 'getIsConnected', kind: 'reply', value: true } as const;
    expect(receive(reply)).toBe(true);
    const quirks = { on: [latchedBoolean] };
    expect(receive({ ...reply, quirks })).toBeNull();
    expect(receive({ ...reply, quirks, value: false })).toBe(false);
    const flag = { ...reply, quirks, operation: 'isCaCertificateInstalled' };
    expect(receive(flag)).toBe(true);
  });

  it('stop-transaction-string: the bare id becomes the documented payload', () => {
    const stop = { operation: 'stopTransaction', kind: 'request' } as const;
    expect(operations['stopTransaction']?.kind).toBe('respond');
    for (const id of ['t1', '']) {
      const incoming = { ...stop, value: { ...replyTo, payload: id } };
      expectQuirk('stop-transaction-string', incoming, { transaction_id: id });
    }
    expect(() => receive({ ...stop, value: { ...replyTo, payload: 7 } })).toThrow(ValidationError);
  });

  it('energy-transfer-modes-object: the modes become the documented array', () => {
    const name = 'energy-transfer-modes-object';
    const modes = { operation: 'supportedEnergyTransferModes', value: { modes: ['DC_core'] } };
    expectQuirk(name, modes, ['DC_core']);
    expect(() => receive({ ...modes, value: { modes: [] } })).toThrow(ValidationError);
  });

  it('null-struct: null where the document has an object without required members is {}', () => {
    const cost = { session_id: 's', idle_price: null, next_period: { idle_price: null } };
    const value = { ...cost, charging_price: [null, { value: 1 }] };
    const expected = {
      session_id: 's',
      idle_price: {},
      next_period: { idle_price: {} },
      charging_price: [{}, { value: 1 }],
    };
    expectQuirk('null-struct', { operation: 'sessionCost', value }, expected);
    const incomplete = { session_id: 's', currency: null };
    expect(() => receive({ operation: 'sessionCost', value: incomplete })).toThrow(
      '/currency must be object, but is null',
    );
  });

  it('short-error-texts: an error with an empty message arrives', () => {
    const value = { ...fault, message: '', origin: { module_id: 'm' } };
    expectQuirk('short-error-texts', { operation: 'errorRaised', value }, value);
    const active = { operation: 'activeErrors', kind: 'reply' } as const;
    expectQuirk('short-error-texts', { ...active, value: [value] }, [value]);
    const nameless = { ...fault, type: '' };
    expect(() => receive({ operation: 'errorRaised', value: nameless })).toThrow(/\/type/);
  });

  it('does not apply to what other programs send to EVerest', () => {
    const raise = { operation: 'raiseError', value: { ...fault, message: '' } };
    expect(() => receive(raise)).toThrow(/\/message/);
  });

  it('validate_token without payload is refused, since no token can stand for it', () => {
    expect(operations['validateToken']?.kind).toBe('respond');
    const request = { operation: 'validateToken', kind: 'request', value: replyTo } as const;
    expect(() => receive(request)).toThrow(/\/payload is required/);
  });

  it('raw-text and extra-fields hold for EVerest, too', () => {
    const value = { ...session, charging_paused_evse: { reasons: ['UserPause'] } };
    expect(receive({ operation: 'sessionEvent', value })).toEqual(value);
    const info = { ...snapshot, firmware: 'new' };
    expectQuirk('extra-fields', { operation: 'sessionInfo', value: info }, info);
  });
});
