/** The mock EVerest, which the package bundles once for the command `mock` and for tests. */
export { DriverMock } from './driver/driver-mock.js';
export { EverestMock } from './everest-mock.js';
export { isQuirk, QUIRKS, Quirks } from './quirks.js';
