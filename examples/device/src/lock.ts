import { DoorLockClient } from './generated/door-lock/index.js';

/** What opens and shuts the door: here a program, in a real lock a motor. */
export interface Bolt {
  /** Opens for some seconds. Resolves with false if the door is blocked. */
  open(seconds: number): Promise<boolean>;
}

export interface LockOptions {
  readonly url: string;
  readonly door: string;
  readonly bolt: Bolt;
  /** How long to wait for a decision; the door then stays shut. */
  readonly patienceMs?: number;
}

/** Answers requests to open the door, and requests a decision for each card. */
export async function startLock({ url, door, bolt, patienceMs = 2000 }: LockOptions) {
  const client = await DoorLockClient.connect({ url, door });
  await client.handleUnlock(async ({ seconds }) => ({ isOpen: await bolt.open(seconds) }));
  return {
    /** Somebody holds a card to the lock. Rejects if nobody decides in time. */
    readCard: async (card: string): Promise<boolean> => {
      const { isAllowed } = await client.checkCard({ card }, { timeoutMs: patienceMs });
      return isAllowed && (await bolt.open(5));
    },
    close: () => client.close(),
  };
}
