/** `node --import ./bench/usage.js …`: writes to descriptor 3 at the end the seconds and MB it has used. */
import { writeSync } from 'node:fs';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpu = (userCPUTime + systemCPUTime) / 1e6;
  writeSync(3, `${cpu} ${maxRSS / 1024}`);
});
