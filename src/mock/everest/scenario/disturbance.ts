/** What a scenario does to the connection between EVerest and its clients. */
export type Disturbance = (
  | { readonly kind: 'heartbeats'; readonly count: number }
  | { readonly kind: 'late'; readonly seconds: number }
  | { readonly kind: 'withheld'; readonly isOn: boolean }
) & {
  /** The type of the API modules; by default, all. */
  readonly api?: string | undefined;
};
