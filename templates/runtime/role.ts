/** Which side of an API a session plays: the client, or the mock server as its peer. */
export type Role = "client" | "mock";
