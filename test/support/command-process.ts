import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const script = join(import.meta.dirname, 'command-process-child.js');

/** Runs command lines in one process, which is ended, unlike that of the test, where one hangs. */
export class CommandProcess {
  #child: ChildProcess | undefined;

  /** `execArgv` are options of Node. */
  constructor(private readonly execArgv: readonly string[] = []) {}

  /** What is printed; rejects where the process takes longer than it may, or dies. */
  async run(cwd: string, args: readonly string[], limitMs: number): Promise<string> {
    this.#child ??= fork(script, { execArgv: [...this.execArgv] });
    const child = this.#child;
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
    const answer = once(child, 'message');
    child.send({ cwd, args });
    const ended = once(child, 'exit').then(([code, signal]) => {
      this.#child = undefined;
      throw new Error(`The process ended with ${String(code ?? signal)}: ${args.join(' ')}`);
    });
    try {
      const [{ printed }] = await Promise.race([answer, ended]);
      return printed;
    } finally {
      clearTimeout(timer);
    }
  }

  stop(): void {
    this.#child?.kill('SIGKILL');
  }
}
