/** Returns a time as EVerest writes it: UTC with milliseconds. */
export function timestamp(time: number): string {
  return new Date(time).toISOString();
}
