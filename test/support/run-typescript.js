/** `node --import ./test/support/run-typescript.js file.ts`: runs our TypeScript as it stands. */
import { register } from 'node:module';

register('./typescript-hooks.js', import.meta.url);
