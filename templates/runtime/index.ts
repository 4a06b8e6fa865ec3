/**
 * The runtime: the base classes of generated code, the errors it throws, and the options it takes.
 */
export * from "./validation/index.js";
export * from "./session/index.js";
export * from "./mock/index.js";
export * from "./everest/index.js";
