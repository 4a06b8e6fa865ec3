/** What validators are made of, and the errors that they throw. */
export {
  BindingError,
  ValidationError,
  type ErrorCode,
  type ValidationIssue,
} from "../errors.js";
export {
  createValidators,
  invalid,
  type Schemas,
  type Validators,
} from "./validation.js";
