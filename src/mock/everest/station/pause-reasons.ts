/** Why the station pauses. */
export type PauseReason = 'Error' | 'NoEnergy' | 'UserPause';

const REASONS: readonly PauseReason[] = ['Error', 'NoEnergy', 'UserPause'];

/** Returns the reasons that apply, in EVerest's order. */
export function pauseReasons(
  applies: Readonly<Record<PauseReason, boolean>>,
): readonly PauseReason[] {
  return REASONS.filter((reason) => applies[reason]);
}
