import { chance } from './chance.js';

/** How long messages take. */
export type Latency =
  | { readonly kind: 'fixed'; readonly ms: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly deviation: number }
  | { readonly kind: 'lognormal'; readonly median: number; readonly sigma: number };

/** The longest time that a message takes, in milliseconds. */
const MOST_MS = 3_600_000;

/** Reads `200`, `normal:<mean>:<deviation>` or `lognormal:<median>:<sigma>`; throws a `RangeError`. */
export function readLatency(text: string): Latency {
  const number = String.raw`(\d+(?:\.\d+)?)`;
  const [, ms] = new RegExp(`^${number}$`).exec(text) ?? [];
  if (ms !== undefined) return { kind: 'fixed', ms: Number(ms) };
  const [, kind, first, second] =
    new RegExp(`^(normal|lognormal):${number}:${number}$`).exec(text) ?? [];
  const [a, b] = [Number(first), Number(second)];
  if (kind === 'normal') return { kind, mean: a, deviation: b };
  if (kind === 'lognormal') return { kind, median: a, sigma: b };
  throw new RangeError(
    `The fault latency needs milliseconds, e.g. 200, normal:200:50 (mean, deviation) or lognormal:50:0.5 (median, sigma), and not ${JSON.stringify(text)}`,
  );
}

/** Returns how long a message takes, in milliseconds. The same key gives the same time. */
export function latencyOf(latency: Latency, key: string): number {
  return Math.min(MOST_MS, Math.max(0, Math.round(drawn(latency, key))));
}

function drawn(latency: Latency, key: string): number {
  switch (latency.kind) {
    case 'fixed':
      return latency.ms;
    case 'normal':
      return latency.mean + latency.deviation * normal(key);
    case 'lognormal':
      return latency.median * Math.exp(latency.sigma * normal(key));
  }
}

/** Returns a number with the standard normal distribution (Box–Muller). */
function normal(key: string): number {
  const radius = Math.sqrt(-2 * Math.log(1 - chance(`${key} radius`)));
  return radius * Math.cos(2 * Math.PI * chance(`${key} angle`));
}
