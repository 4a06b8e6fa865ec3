/** `npm run bench [-- <part>… [rounds]]`: see README.md. */
const parts: Readonly<Record<string, (rounds: number) => Promise<void>>> = {
  runs: async (rounds) => (await import('./runs.js')).printRuns(rounds),
  imports: async () => (await import('./import-times.js')).printImportTimes(),
  stages: async () => (await import('./stage-times.js')).printStageTimes(),
  cold: async (rounds) => (await import('./cold.js')).printCold(rounds),
  client: async (rounds) => (await import('./client.js')).printClient(rounds),
  sizes: async () => (await import('./sizes.js')).printSizes(),
};

const given = process.argv.slice(2);
const rounds = Number(given.find((each) => /^\d+$/.test(each)) ?? 3);
const wanted = given.filter((each) => Object.hasOwn(parts, each));
for (const [name, print] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) await print(rounds);
}
