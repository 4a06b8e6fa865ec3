/** The runtime: what generated code is made of, and what its users can catch and configure. */
export * from "./validation/index.js";
export * from "./session/index.js";
export * from "./mock/index.js";
