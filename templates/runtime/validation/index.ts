/** The entry for validators: how they are created, and the errors that they throw. */
export { BindingError, type ErrorCode } from "../errors.js";
export { ValidationError, type ValidationIssue } from "./validation-error.js";
export {
  createValidators,
  invalid,
  type Schemas,
  type Validators,
} from "./validation.js";
