import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { generate, inspect } from '../../src/index.js';
import { root } from '../support/project.js';

const specs = [join(root, 'specs/examples/street-lights.yaml')];

it.each([
  [{ side: 'counterprt' }, 'The option `side` cannot be "counterprt". Use one of "application"'],
  [{ only: ['cliant'] }, 'The option `only` cannot be ["cliant"]. Use a list of "types"'],
  [{ only: 'client' }, 'The option `only` cannot be "client". Use a list of "types"'],
  [{ validators: 'eager' }, 'The option `validators` cannot be "eager"'],
  [{ runtime: 'none' }, 'The option `runtime` cannot be "none"'],
  [{ importExtension: '.js' }, 'The option `importExtension` cannot be ".js"'],
])('%j is refused', async (given, message) => {
  const options: object = given;
  await expect(generate(specs, options)).rejects.toThrow(message);
});

it('inspect refuses a wrong side, too; right values are taken', async () => {
  const wrong: object = { side: 'peer' };
  await expect(inspect(specs, wrong)).rejects.toThrow(TypeError);
  const right = { side: 'counterpart', only: ['client'], validators: 'lazy' } as const;
  expect((await generate(specs, right)).files.length).toBeGreaterThan(0);
});
