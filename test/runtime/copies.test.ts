/** Several outputs in one program: each has a copy of the runtime, here `templates` and `generated`. */
import { describe, expect, it } from '@jest/globals';
import * as generated from '../../generated/runtime/index.js';
import { StreetLightsClient, StreetLightsMockServer } from '../../generated/street-lights/index.js';
import * as template from '../../templates/runtime/index.js';
import type { Awaited } from '../../templates/runtime/index.js';
import { LampClient } from '../apis/generated/lamp/index.js';
import { Collector, useHarness } from './harness.js';

describe('two outputs on one MQTT connection', () => {
  const harness = useHarness();

  it('work side by side, and closing one leaves the other', async () => {
    const lamp = await harness.mock();
    lamp.handleSetLevel(() => true);
    const town = await StreetLightsMockServer.start({ url: harness.broker.url });
    const client = await harness.raw();
    const lamps = await LampClient.connect({ client, moduleId: 'm1' });
    const lights = await StreetLightsClient.connect({ client });
    const seen = new Collector<number>();
    await lights.onLampStatus({}, ({ percent }) => seen.add(percent));

    expect(client.listenerCount('message')).toBe(1);
    expect(await lamps.setLevel({ connector_id: 1, level: 1 })).toBe(true);
    await lamps.close();

    const reportedAt = new Date(0).toISOString();
    const place = { district: 'harbour', lampId: 'h-7' } as const;
    await town.sendLampStatus(place, { state: 'on', percent: 5, fault: null, reportedAt });
    expect(await seen.reach(1)).toEqual([5]);
    await lights.close();
    expect(client.connected).toBe(true);
    expect(client.listenerCount('message')).toBe(0);
    await town.close();
  });
});

describe('the errors of two outputs', () => {
  const late: Awaited = {
    topic: 't',
    awaited: 'a reply',
    timeoutMs: 1,
    delivery: 'sent',
    likelyCauses: [],
  };

  it.each([
    ['generated, templates', generated, template],
    ['templates, generated', template, generated],
  ])('are instances of the same classes: %s', (_, one, other) => {
    const error: unknown = new one.TimeoutError(late);
    expect(error instanceof other.TimeoutError).toBe(true);
    expect(error instanceof other.BindingError).toBe(true);
    expect(error instanceof other.ValidationError).toBe(false);
    expect(error instanceof Error).toBe(true);
  });

  it('are no instances of what extends them, nor is anything else of theirs', () => {
    class Late extends template.TimeoutError {}
    expect(new template.TimeoutError(late) instanceof Late).toBe(false);
    expect(new Late(late) instanceof Late).toBe(true);
    expect(new Late(late) instanceof generated.TimeoutError).toBe(true);
    for (const other of [undefined, null, 'x', { code: 'TIMEOUT' }, new Error('x')]) {
      expect(other instanceof template.TimeoutError).toBe(false);
    }
  });
});
