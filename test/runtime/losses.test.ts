import { expect, it } from '@jest/globals';
import { ConnectionError } from '../../templates/runtime/index.js';
import { lossOf } from '../../templates/runtime/connection/loss.js';

it.each([
  ['closes the connection without a reason', undefined, true],
  [
    'resets the connection',
    Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
    true,
  ],
  ['says that a packet was too large', Object.assign(new Error('too large'), { code: 0x95 }), true],
  ['is not heard any more', new Error('Keepalive timeout'), false],
  ['cannot be reached', Object.assign(new Error('x'), { code: 'ENETUNREACH' }), false],
  ['breaks a limit of this client', new ConnectionError('It sent too much'), false],
])('R-05: a message may be to blame if the broker %s: %s', (_what, cause, mayBeRefusal) => {
  expect(lossOf(undefined, cause)).toMatchObject({ mayBeRefusal });
});
