/** The entry for validators that are compiled when they are first used. */
export { createValidators, type Schemas } from "./create-validators.js";
