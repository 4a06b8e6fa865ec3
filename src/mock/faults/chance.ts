import { hash } from '../payloads/hash.js';

/** Returns a number from 0 to below 1 that looks random. The same key gives the same number. */
export function chance(key: string): number {
  let mixed = hash(key);
  // The finalizer of MurmurHash3, since similar keys have similar hashes.
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}
