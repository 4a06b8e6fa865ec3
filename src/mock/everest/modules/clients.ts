/** What the station asks clients: each question goes to one that is connected, if there is one. */
import type { Validate, Verdict } from '../station/authorization.js';
import type { AskDriver } from '../station/driver.js';
import { memberAt, textAt } from '../station/members.js';
import type { ApiModule } from './api-module.js';

type Modules = readonly ApiModule[];

/** Returns a validation by the client that validates tokens, if one is connected, else by `otherwise`. */
export function validateWith(modules: Modules, otherwise: Validate): Validate {
  return (token, decide) => {
    const validator = modules.find(
      ({ type, hasClient }) => type === 'auth_token_validator' && hasClient,
    );
    if (validator === undefined) return otherwise(token, decide);
    validator
      .request('validate_token', token)
      .then((result) => decide(verdictOf(result)))
      // Without a reply, EVerest takes the token for invalid.
      .catch(() => decide({ isValid: false }));
  };
}

/** Returns how drivers are asked; without a reply in time, EVerest takes it for an error. */
export function askWith(modules: Modules): AskDriver {
  return ({ api, name, payload, evse }, done) => {
    const driver = modules.find(
      (module) => module.type === api && module.hasClient && module.isAbout(evse),
    );
    if (driver === undefined) return done(undefined);
    driver.request(name, payload).then(done, () => done({ status: 'UNEXPECTED_ERROR' }));
  };
}

/** Reads EVerest's `ValidationResult`. */
function verdictOf(result: unknown): Verdict {
  const evses = memberAt(result, 'evse_ids');
  return {
    isValid: textAt(result, 'authorization_status') === 'Accepted',
    ...(Array.isArray(evses) && { evses: evses.map(Number) }),
  };
}
