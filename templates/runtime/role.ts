/** Which side of the document: its client, or the mock server opposite. */
export type Role = "client" | "mock";
