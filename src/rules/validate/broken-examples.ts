import { ValidationError } from '../../../templates/runtime/validation/validation-error.js';
import {
  createValidators,
  type Validators,
} from '../../../templates/runtime/validation/validation.js';
import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Json } from '../../json/json.js';
import type { Message } from '../../model/api.js';
import { below, type Origin } from '../../model/origin.js';
import type { Schema } from '../../model/schema/schema.js';
import { namedSchemasJson, schemaJson } from '../../plan/samples/schema-json.js';
import type { DocumentRule } from '../rule.js';

/** A value that the document gives for a schema. */
interface Specimen {
  readonly what: 'example' | 'default';
  readonly value: Json;
  readonly schema: Schema;
  readonly origin: Origin;
}

/** Issues that one message tells of. */
const mostIssues = 3;

/** Examples of messages, and `default` and `examples` of schemas, that break their own schema. */
export const findBrokenExamples: DocumentRule = ({ plan, nodes, locate, limit }) => {
  const { api, types, context } = plan;
  const specimens = [
    ...api.messages.flatMap(messageSpecimens),
    ...nodes.flatMap(({ schema }) => schemaSpecimens(schema)),
  ];
  // Names of types are identifiers, so a dash keeps these apart.
  const keys = new Map(specimens.map(({ schema }, index) => [schema, `lint-${index}`]));
  const own = [...keys].map(([schema, key]) => [key, schemaJson(schema, context)] as const);
  const schemas = new Map([...Object.entries(namedSchemasJson(types, context)), ...own]);
  const compile = (): Validators<string> => createValidators(Object.fromEntries(schemas));
  let validators = compile();
  return specimens.flatMap((each) => {
    const found = limit.run(() => errorOf(validators, keys.get(each.schema) ?? '', each.value));
    if (found === undefined) validators = compile();
    const error = found?.value;
    if (error === undefined) return [];
    return [
      diagnostic('EXAMPLE_INVALID', {
        message: `The ${each.what} breaks its schema: ${issuesText(error)}.`,
        help: `Correct the ${each.what}, or the schema if messages really look like this.`,
        place: locate(each.origin),
      }),
    ];
  });
};

function messageSpecimens(message: Message): readonly Specimen[] {
  const payload = message.encoding === 'json' ? message.payload : undefined;
  const schemas = { payload, headers: message.headers };
  return message.examples.flatMap((example, index) =>
    (['payload', 'headers'] as const).flatMap((part) => {
      const value = example[part];
      const schema = schemas[part];
      const origin = below(message.origin, 'examples', index, part);
      if (value === undefined || schema === undefined) return [];
      return [{ what: 'example' as const, value, schema, origin }];
    }),
  );
}

function schemaSpecimens(schema: Schema): readonly Specimen[] {
  if (schema.kind === 'boolean') return [];
  const { origin, annotations } = schema;
  const examples = (annotations.examples ?? []).map((value, index) => ({
    what: 'example' as const,
    value,
    schema,
    origin: below(origin, 'examples', index),
  }));
  const value = annotations.default;
  if (value === undefined) return examples;
  return [...examples, { what: 'default', value, schema, origin: below(origin, 'default') }];
}

function errorOf(
  validators: Validators<string>,
  key: string,
  value: Json,
): ValidationError | undefined {
  try {
    validators.assert(key, value);
    return undefined;
  } catch (error) {
    // Else the schema does not compile, e.g. for a pattern: that is another rule's finding.
    return error instanceof ValidationError ? error : undefined;
  }
}

function issuesText({ issues, isComplete }: ValidationError): string {
  const shown = issues
    .slice(0, mostIssues)
    .map(({ path, message }) => `${path === '' ? 'it' : path} ${message}`);
  const hidden = issues.length - shown.length;
  const rest = `and ${isComplete ? '' : 'at least '}${hidden} more`;
  return [...shown, ...(hidden > 0 ? [rest] : [])].join('; ');
}
