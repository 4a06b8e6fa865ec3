/** A mock server of generated code, as it runs. */
export interface GeneratedServer {
  /** The latest messages received and sent, oldest first. */
  readonly history: readonly object[];
  /** Forgets the history, the handlers and the values last sent. */
  reset(): void;
  close(): Promise<void>;
}

/** A generated class such as `EvseManagerConsumerMockServer`. */
export interface MockServerClass<S extends GeneratedServer = GeneratedServer> {
  readonly name: string;
  start(options: { readonly url?: string | undefined }): Promise<S>;
}
