/** The entry for validators that the generator has compiled. */
export {
  createCompiledValidators,
  type CompiledSchemas,
} from "./compiled-validators.js";
