import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { addressParameters, parseAddress } from '../../model/address.js';
import type { Server } from '../../model/api.js';
import { below } from '../../model/origin.js';
import type { DocumentFacts, DocumentRule } from '../rule.js';

/**
 * Finds variables of a server that its host and pathname do not use, and undeclared variables in host
 * and pathname. The parser checks server variables of AsyncAPI 2 and channel parameters.
 */
export const findUnmatchedVariables: DocumentRule = (facts) =>
  facts.plan.api.servers.flatMap((server) => [
    ...undeclared(server, facts),
    ...unused(server, facts),
  ]);

function undeclared(server: Server, { locate }: DocumentFacts): readonly Diagnostic[] {
  const declared = new Set(server.variables.map(({ name }) => name));
  return (['host', 'pathname'] as const).flatMap((field) =>
    variablesIn(server[field])
      .filter((name) => !declared.has(name))
      .map((name) =>
        diagnostic('SERVER_VARIABLE_UNDECLARED', {
          message: `The ${field} of the server "${server.id}" contains the variable {${name}}, which is not declared.`,
          help: `Declare "${name}" under "variables" of the server.`,
          place: locate(below(server.origin, field)),
        }),
      ),
  );
}

function unused(server: Server, { locate }: DocumentFacts): readonly Diagnostic[] {
  const occurring = new Set([...variablesIn(server.host), ...variablesIn(server.pathname)]);
  return server.variables
    .filter(({ name }) => !occurring.has(name))
    .map(({ name }) =>
      diagnostic('SERVER_VARIABLE_UNUSED', {
        message: `The variable "${name}" is used neither in the host nor in the pathname of the server "${server.id}".`,
        help: `Write {${name}} in the host or the pathname, or remove the variable.`,
        place: locate(below(server.origin, 'variables', name)),
      }),
    );
}

function variablesIn(text = ''): readonly string[] {
  return [...new Set(addressParameters(parseAddress(text)))];
}
