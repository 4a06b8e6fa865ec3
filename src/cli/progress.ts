import { visibleLine } from '../diagnostics/visible.js';
import type { Step } from '../generate.js';
import { cleanUpOnSignal } from '../system/interrupt.js';
import { portablePath } from '../system/portable-path.js';
import type { Io } from './io.js';

/** How long a run shows no progress, in milliseconds. */
const DELAY = 500;

const VERBS = { read: 'Reading', check: 'Checking' } as const;

interface ProgressOptions {
  readonly quiet?: true;
  /** Resolves when the process is asked to end, if the command handles that itself. */
  readonly stopped?: Promise<unknown>;
}

/**
 * Does work, and shows its current step on a terminal if it takes longer than half a second. The line
 * goes when the work ends, fails, or is interrupted.
 */
export async function withProgress<T>(
  { status, cwd }: Io,
  { quiet, stopped }: ProgressOptions,
  work: (onStep: (step: Step) => void) => Promise<T>,
): Promise<T> {
  if (status === undefined || quiet === true) return work(() => undefined);
  let current = '';
  let isOver = false;
  const start = performance.now();
  const show = (): void => {
    if (!isOver && current !== '' && performance.now() - start >= DELAY) status.show(current);
  };
  const end = (): void => {
    isOver = true;
    status.clear();
  };
  const timer = setTimeout(show, DELAY + 1);
  const forget = stopped === undefined ? cleanUpOnSignal(end) : undefined;
  void stopped?.then(end);
  try {
    return await work((step) => {
      current = describe(step, cwd);
      show();
    });
  } finally {
    clearTimeout(timer);
    forget?.();
    end();
  }
}

function describe(step: Step, cwd: string): string {
  if (step.kind === 'render') return 'Generating code';
  const { kind, spec, done, total } = step;
  const number = total === 1 ? '' : `${String(done + 1)} of ${String(total)}: `;
  return `${VERBS[kind]} ${number}${visibleLine(portablePath(cwd, spec))}`;
}
