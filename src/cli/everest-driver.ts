import type { OpenedEverest } from './everest.js';
import type { EngineOptions } from './engine-options.js';
import { switchesOf, type EverestOptions } from './everest-options.js';

/** Creates the drivers behind EVerest's providing APIs, which `--side counterpart` asks for. */
export async function openDriver(
  options: EverestOptions & Pick<EngineOptions, 'seed'>,
): Promise<OpenedEverest> {
  const { profile = 'main', seed = 1 } = options;
  const switches = await switchesOf(options);
  const { DriverMock, Quirks } = await import('../mock/everest/everest.js');
  const { RealClock } = await import('../mock/clock/real-clock.js');
  const clock = new RealClock();
  const mock = new DriverMock({ clock, seed, quirks: new Quirks(profile, switches) });
  clock.start();
  const stop = (): boolean => {
    clock.stop();
    return true;
  };
  return {
    adapt: (api, variables) => mock.adapt(api, variables),
    start: () => undefined,
    stop,
  };
}
