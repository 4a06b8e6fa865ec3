/** The entry for validators of both kinds, and the errors that they throw. */
export { BindingError, type ErrorCode } from "../errors.js";
export { invalid } from "./report.js";
export { ValidationError, type ValidationIssue } from "./validation-error.js";
export type { Validators } from "./validators.js";
