/** The entries of the runtime as a package. */
import { expect, test } from '@jest/globals';
import * as runtime from '../../templates/runtime/index.js';
import * as lazy from '../../templates/runtime/lazy/index.js';
import * as withoutAjv from '../../templates/runtime/index-without-ajv.js';

test('without ajv, the runtime lacks only what needs ajv', () => {
  const missing = Object.keys(runtime).filter((name) => !(name in withoutAjv));
  expect(missing).toEqual(Object.keys(lazy));
  expect(withoutAjv).toHaveProperty('watchHeartbeat');
});
