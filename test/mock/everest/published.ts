/** What the documents of EVerest say about the values that EVerest publishes. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { planAll } from '../../../src/generate.js';
import { describeApi } from '../../../src/mock/descriptor.js';
import { loader } from '../../support/loader.js';
import { root } from '../../support/project.js';

/** Throws if a value does not match the document. */
type Accept = (value: unknown) => void;

/** By API and variable, e.g. `evse_manager_consumer/session_event`. */
export type PublishedVariables = ReadonlyMap<string, Accept>;

export async function everestApis(): Promise<PublishedVariables> {
  const folder = join(root, 'specs/everest');
  const specs = readdirSync(folder).map((name) => join(folder, name));
  const { planned } = await planAll(specs, { loader });
  const entries = planned.flatMap(({ plan }) => {
    const { servers, operations } = describeApi(plan);
    const [server] = Object.values(servers);
    const [, api = ''] = /^everest_api\/1\/([^/]+)/.exec(server?.pathname ?? '') ?? [];
    return Object.values(operations)
      .filter(({ kind }) => kind === 'subscribe')
      .map(({ address, messages }): [string, Accept] => [
        `${api}/${address.replace('e2m/', '')}`,
        (value) =>
          acceptBy(
            Object.values(messages).map(({ payload }) => payload),
            value,
          ),
      ]);
  });
  return new Map(entries);
}

function acceptBy(accepts: readonly (Accept | undefined)[], value: unknown): void {
  for (const accept of accepts) {
    if (accept !== undefined) accept(value);
    else if (value !== undefined) throw new Error('The message has no payload');
  }
}
