import { diagnostic } from '../../diagnostics/catalogue.js';
import { segmentsOf } from '../../json/pointer.js';
import { pascalCase } from '../../plan/names/case.js';
import type { DocumentRule } from '../rule.js';

/** Finds messages without a payload whose name is also the name of a component schema. */
export const findMissingPayloads: DocumentRule = ({ plan: { api }, locate }) => {
  const schemas = new Map<string, string>();
  for (const { origin } of api.schemas.values()) {
    const [root, section, key, ...rest] = segmentsOf(origin.pointer);
    const isComponent = root === 'components' && section === 'schemas' && rest.length === 0;
    if (isComponent && key !== undefined) schemas.set(pascalCase(key), key);
  }
  return api.messages.flatMap(({ id, origin, hasPayload }) => {
    const key = schemas.get(pascalCase(id));
    if (hasPayload || key === undefined) return [];
    return [
      diagnostic('PAYLOAD_MISSING', {
        message: `The message ${id} has no payload, but there is a schema "${key}".`,
        help: `If that is its payload, write payload: { $ref: '#/components/schemas/${key}' }.`,
        place: locate(origin),
      }),
    ];
  });
};
