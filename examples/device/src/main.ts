import { createInterface } from 'node:readline/promises';
import { startLock } from './lock.js';

const lock = await startLock({
  url: process.env['BROKER_URL'] ?? 'mqtt://localhost:1883',
  door: 'front',
  bolt: {
    open: (seconds) => {
      console.log(`open for ${seconds} s`);
      return Promise.resolve(true);
    },
  },
});

console.log('Type the number of a card, such as 04A1B2C3. Ctrl-D ends the program.');
for await (const card of createInterface({ input: process.stdin })) {
  await lock.readCard(card).then(
    (isOpen) => console.log(isOpen ? 'welcome' : 'no entry'),
    (error: unknown) => console.error(String(error)),
  );
}
await lock.close();
