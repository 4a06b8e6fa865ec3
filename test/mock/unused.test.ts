/** Why messages are not used, where many mock servers of one document run. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { planAll } from '../../src/generate.js';
import { describeApi } from '../../src/mock/descriptor.js';
import { knownTopics } from '../../src/mock/known-topics.js';
import { UnusedTopics } from '../../src/mock/unused.js';
import type { ApiDescriptor } from '../../templates/runtime/index.js';
import { loader } from '../support/loader.js';
import { root } from '../support/project.js';

const base = 'everest_api/1/evse_manager_consumer';
let api: ApiDescriptor;

beforeAll(async () => {
  const spec = join(root, 'specs/everest/evse_manager_consumer_API.yaml');
  const { planned } = await planAll([spec], { loader });
  const [first] = planned;
  if (first === undefined) throw new Error('There is no plan');
  api = describeApi(first.plan);
});

function topicsOf(modules: number): UnusedTopics {
  const unused = new UnusedTopics();
  for (let index = 0; index < modules; index += 1) {
    unused.add(knownTopics(api, { module_id: `m${index}` }));
  }
  return unused;
}

describe('with a hundred modules', () => {
  it.each([
    [`${base}/m77/m2e/get_evse`, undefined],
    [`${base}/m77/m2e/reply/1`, undefined],
    [`${base}/m77/e2m/powermeter`, 'the mock server sends receive_powermeter itself'],
    [`${base}/m100/m2e/get_evse`, 'module_id is "m100" in this topic'],
    [`${base}/m77/m2e/get_evs`, `did you mean ${base}/m77/m2e/get_evse?`],
    [`${base}/m77x/m2e/get_evs`, 'no operation has this topic'],
  ])('%s: %s', (topic, reason) => {
    const found = topicsOf(100).reasonFor(topic);
    expect(found).toEqual(reason === undefined ? undefined : expect.stringContaining(reason));
  });

  it('knows what they send, with every id', () => {
    const unused = topicsOf(100);
    expect(unused.sends(`${base}/m77/e2m/powermeter`)).toBe(true);
    expect(unused.sends(`${base}/other/e2m/powermeter`)).toBe(true);
    expect(unused.sends(`${base}/m77/m2e/get_evse`)).toBe(false);
  });
});

it('takes the same time for a message, however many modules there are', () => {
  const timeOf = (modules: number): number => {
    const unused = topicsOf(modules);
    const topics = [`${base}/m5/m2e/get_evse`, `${base}/m5/e2m/powermeter`];
    const run = (times: number): void => {
      for (let index = 0; index < times; index += 1) {
        for (const topic of topics) {
          unused.sends(topic);
          unused.reasonFor(topic);
        }
      }
    };
    run(200);
    const before = process.cpuUsage();
    run(1_000);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  // Where each topic of each module is tried, the second is fifty times the first.
  expect(timeOf(500)).toBeLessThan(10 * timeOf(10));
});
