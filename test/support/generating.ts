/** The ways into the generator, with one loader for all documents that a test file reads. */
import * as generator from '../../src/generate.js';
import { loader } from './loader.js';

export function generate(
  specs: readonly string[],
  options: generator.GenerateOptions = {},
): Promise<generator.Generated> {
  return generator.generate(specs, { loader, ...options });
}

export function inspect(
  specs: readonly string[],
  options: generator.ReadOptions = {},
): Promise<generator.Inspected> {
  return generator.inspect(specs, { loader, ...options });
}

export function validate(
  specs: readonly string[],
  options: generator.ReadOptions = {},
): Promise<generator.Inspected> {
  return generator.validate(specs, { loader, ...options });
}
