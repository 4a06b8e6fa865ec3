/** Runs the command lines that its parent sends, one after the other, as `npm run build` left them. */
const built = new URL('../../dist/src/', import.meta.url);
const { run } = await import(new URL('cli/main.js', built).href);
const { createLoader } = await import(new URL('loader.js', built).href);

const loader = createLoader();
const untilStopped = () => new Promise(() => {});

process.on('message', async ({ cwd, args }) => {
  process.chdir(cwd);
  const printed = [];
  const channel = {
    write: (text) => void printed.push(text),
    terminal: false,
    color: false,
    paint: (_, text) => text,
  };
  const io = { cwd, program: 'asyncapi-bindgen', debug: true, out: channel, err: channel };
  const code = await run(args, { ...io, untilStopped, loader });
  process.send({ code, printed: printed.join('') });
});
