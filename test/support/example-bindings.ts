import { join } from 'node:path';
import type { GenerateOptions } from '../../src/generate.js';
import { root } from './project.js';

/** The committed bindings of an example. */
export interface ExampleBindings {
  readonly folder: string;
  readonly spec: string;
  readonly options: GenerateOptions;
}

/** The bindings under `examples`, as `npm run golden` generates them. */
export const exampleBindings: readonly ExampleBindings[] = [
  bindings('sensor', 'room-sensor.yaml', {}),
  bindings('device', 'door-lock.yaml', { runtime: 'package' }),
  bindings('browser', 'thermostat.yaml', { only: ['client'] }),
  bindings('everest', '../../specs/everest/evse_manager_consumer_API.yaml', { runtime: 'package' }),
];

function bindings(name: string, spec: string, options: GenerateOptions): ExampleBindings {
  const example = join(root, 'examples', name);
  return { folder: join(example, 'src/generated'), spec: join(example, spec), options };
}
