import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Operation } from '../../src/model/api.js';
import { reservedMembers } from '../../src/plan/names/reserved.js';
import { nameOperations, subjectOf } from '../../src/plan/names/operation-names.js';
import { operationOf } from '../support/apis.js';

type Pair = readonly [id: string, kind: Operation['kind']];

/** `client/mock` of each operation, the stream behind a subscription. */
function methodsOf(...pairs: readonly Pair[]): readonly string[] {
  const { names } = nameOperations(
    pairs.map(([id, kind]) => operationOf(id, kind)),
    reservedMembers,
  );
  return names.map(({ client, mock, stream }) =>
    [client, mock, ...(stream === undefined ? [] : [stream])].join('/'),
  );
}

describe('the subject', () => {
  it.each([
    ['send_request_get_evse', 'getEvse'],
    ['receive_reply_get_evse', 'getEvse'],
    ['send_authorize_response', 'authorizeResponse'],
    ['receive_session_event', 'sessionEvent'],
    ['receive_request_validate_token', 'validateToken'],
    ['onMotionDetected', 'motionDetected'],
    ['publishSwitchTimes', 'switchTimes'],
    ['subscribe-to-lamps', 'toLamps'],
    ['handleRequestDim', 'dim'],
    ['SendDimCommand', 'dimCommand'],
    ['startLampTest', 'startLampTest'],
    ['requestDim', 'requestDim'],
    ['online', 'online'],
    ['sender_status', 'senderStatus'],
    ['send', 'send'],
    ['send_request', 'sendRequest'],
    ['publish.lamp/status', 'lampStatus'],
    ['🚗', 'operation'],
  ])('of %s is %s', (id, subject) => {
    expect(subjectOf(id)).toBe(subject);
  });
});

describe('the methods', () => {
  it.each<readonly [...Pair, string]>([
    ['send_request_get_evse', 'request', 'getEvse/handleGetEvse/getEvseReplies'],
    ['send_authorize_response', 'publish', 'sendAuthorizeResponse/onAuthorizeResponse'],
    ['receive_session_event', 'subscribe', 'onSessionEvent/sendSessionEvent/sessionEventStream'],
    ['receive_request_validate_token', 'respond', 'handleValidateToken/validateToken'],
    // Whatever the name says: action and reply decide.
    ['receive_level', 'publish', 'sendLevel/onLevel'],
    ['send_level', 'subscribe', 'onLevel/sendLevel/levelStream'],
    ['receive_reply_level', 'request', 'level/handleLevel/levelReplies'],
  ])('of %s as %s are %s', (id, kind, methods) => {
    expect(methodsOf([id, kind])).toEqual([methods]);
  });

  it.each<readonly [...Pair, string]>([
    ['receive_request_reset', 'respond', 'handleReceiveRequestReset/receiveRequestReset'],
    [
      'send_request_close',
      'request',
      'sendRequestClose/handleSendRequestClose/sendRequestCloseReplies',
    ],
    ['then', 'request', 'thenOperation/handleThenOperation/thenOperationReplies'],
    ['close', 'request', 'closeOperation/handleCloseOperation/closeOperationReplies'],
  ])('of %s as %s keep clear of the base classes: %s', (id, kind, methods) => {
    expect(methodsOf([id, kind])).toEqual([methods]);
  });

  it.each<readonly [...Pair, string]>([
    ['receive_state', 'subscribe', 'onState/sendState/stateStream'],
    ['send_reset', 'publish', 'sendReset/onReset'],
    ['on_close', 'subscribe', 'onClose/sendClose/closeStream'],
    ['send_then', 'publish', 'sendThen/onThen'],
  ])('of %s as %s are %s, though the base classes have the subject', (id, kind, methods) => {
    expect(methodsOf([id, kind])).toEqual([methods]);
  });

  it('keep the full id where two want one', () => {
    expect(methodsOf(['send_request_dim', 'request'], ['publish_dim', 'request'])).toEqual([
      'sendRequestDim/handleSendRequestDim/sendRequestDimReplies',
      'publishDim/handlePublishDim/publishDimReplies',
    ]);
  });

  it('may be about one subject on either side', () => {
    expect(methodsOf(['send_level', 'publish'], ['receive_level', 'subscribe'])).toEqual([
      'sendLevel/onLevel',
      'onLevel/sendLevel/levelStream',
    ]);
  });

  it('are numbered by code point where ids differ in case or dashes only', () => {
    const some: readonly Pair[] = [
      ['dim_lamp', 'request'],
      ['dimLamp', 'request'],
    ];
    expect(methodsOf(...some)).toEqual([
      'dimLamp2/handleDimLamp2/dimLamp2Replies',
      'dimLamp/handleDimLamp/dimLampReplies',
    ]);
    expect(methodsOf(...some.toReversed())).toEqual(methodsOf(...some).toReversed());
  });

  it('are reported where they are not what was wanted', () => {
    const operations = [operationOf('receive_request_reset', 'respond'), operationOf('a')];
    const { clashes } = nameOperations(operations, reservedMembers);
    expect(clashes).toEqual([
      { operation: operations[0], wanted: 'reset', given: 'receiveRequestReset' },
    ]);
  });
});

const kinds = ['publish', 'subscribe', 'request', 'respond'] as const;
const word = fc.constantFrom('send', 'on', 'request', 'reply', 'x', 'X', 'stream', 'close', 'é');
const id = fc
  .array(word, { minLength: 1, maxLength: 4 })
  .chain((words) => fc.constantFrom('_', '-', '').map((separator) => words.join(separator)));
const operations = fc
  .uniqueArray(id, { maxLength: 7 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((each) => fc.constantFrom(...kinds).map((kind) => operationOf(each, kind))),
    ),
  );

describe('of any operations', () => {
  it('the methods are identifiers, each once in its class, none reserved', () => {
    fc.assert(
      fc.property(operations, (some) => {
        const { names } = nameOperations(some, reservedMembers);
        const client = names.flatMap((own) => [
          own.client,
          ...(own.stream === undefined ? [] : [own.stream]),
        ]);
        for (const all of [
          client,
          names.map(({ mock }) => mock),
          names.map(({ subject }) => subject),
        ]) {
          expect(new Set(all).size).toBe(all.length);
          expect(all.filter((name) => !/^[a-z_][A-Za-z0-9]*$/.test(name))).toEqual([]);
        }
        const methods = [...client, ...names.map(({ mock }) => mock)];
        expect(methods.filter((name) => reservedMembers.has(name))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('the names do not depend on their order', () => {
    fc.assert(
      fc.property(operations, (some) => {
        const byId = (list: readonly Operation[]) =>
          nameOperations(list, reservedMembers).names.toSorted((a, b) =>
            a.operation.id < b.operation.id ? -1 : 1,
          );
        expect(byId(some.toReversed())).toEqual(byId(some));
      }),
      { numRuns: 200 },
    );
  });
});
