/** The runtime of outputs with compiled validators, which need no ajv. */
export * from "./validation/index.js";
export * from "./compiled/index.js";
export * from "./session/index.js";
export * from "./mock/index.js";
export * from "./everest/index.js";
