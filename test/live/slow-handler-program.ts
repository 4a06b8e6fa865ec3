/** A program that ends only when it is killed, while its handler works on a message. Arguments: URL, `acknowledge`. */
import { setImmediate } from 'node:timers/promises';
import { LampClient } from '../apis/generated/lamp/index.js';

const [, , url = '', acknowledge] = process.argv;

await LampClient.connect({
  url,
  moduleId: 'm1',
  mqtt: { clean: false, clientId: 'killed' },
  acknowledge: acknowledge === 'afterHandler' ? acknowledge : 'onReceipt',
  handlers: {
    onLamp: async ({ level }) => {
      if (level === 1) return;
      // Without `afterHandler`, the acknowledgement has been written by then.
      await setImmediate();
      process.stdout.write('working\n');
      await new Promise(() => undefined);
    },
  },
});
process.stdout.write('ready\n');
