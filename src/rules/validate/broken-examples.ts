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

/** An example or a default in the document. */
interface ExampleValue {
  readonly kind: 'example' | 'default';
  readonly value: Json;
  readonly schema: Schema;
  readonly origin: Origin;
}

/** The number of validation issues in a message. */
const maxIssues = 3;

/** Finds examples of messages, and examples and defaults of schemas, that do not match their schema. */
export const findBrokenExamples: DocumentRule = ({ plan, nodes, locate, limit }) => {
  const { api, types, context } = plan;
  const values = [
    ...api.messages.flatMap(messageExamples),
    ...nodes.flatMap(({ schema }) => schemaExamples(schema)),
  ];
  // Type names are identifiers, so a key with a dash cannot be one.
  const keys = new Map(values.map(({ schema }, index) => [schema, `lint-${index}`]));
  const own = [...keys].map(([schema, key]) => [key, schemaJson(schema, context)] as const);
  const schemas = new Map([...Object.entries(namedSchemasJson(types, context)), ...own]);
  const validate = limit.keeping(() => createValidators(Object.fromEntries(schemas)));
  return values.flatMap((each) => {
    const name = keys.get(each.schema) ?? '';
    const error = validate((validators) => errorOf(validators, name, each.value))?.value;
    if (error === undefined) return [];
    return [
      diagnostic('EXAMPLE_INVALID', {
        message: `The ${each.kind} does not match its schema: ${issuesText(error)}.`,
        help: `Correct the ${each.kind}, or the schema if it is wrong.`,
        place: locate(each.origin),
      }),
    ];
  });
};

function messageExamples(message: Message): readonly ExampleValue[] {
  const payload = message.encoding === 'json' ? message.payload : undefined;
  const schemas = { payload, headers: message.headers };
  return message.examples.flatMap((example, index) =>
    (['payload', 'headers'] as const).flatMap((part) => {
      const value = example[part];
      const schema = schemas[part];
      const origin = below(message.origin, 'examples', index, part);
      if (value === undefined || schema === undefined) return [];
      return [{ kind: 'example' as const, value, schema, origin }];
    }),
  );
}

function schemaExamples(schema: Schema): readonly ExampleValue[] {
  if (schema.kind === 'boolean') return [];
  const { origin, annotations } = schema;
  const examples = (annotations.examples ?? []).map((value, index) => ({
    kind: 'example' as const,
    value,
    schema,
    origin: below(origin, 'examples', index),
  }));
  const value = annotations.default;
  if (value === undefined) return examples;
  return [...examples, { kind: 'default', value, schema, origin: below(origin, 'default') }];
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
    // Otherwise the schema does not compile, e.g. because of a pattern, which another rule reports.
    return error instanceof ValidationError ? error : undefined;
  }
}

function issuesText({ issues, isComplete }: ValidationError): string {
  const shown = issues
    .slice(0, maxIssues)
    .map(({ path, message }) => `${path === '' ? 'the value' : path} ${message}`);
  const hidden = issues.length - shown.length;
  const rest = `and ${isComplete ? '' : 'at least '}${hidden} more`;
  return [...shown, ...(hidden > 0 ? [rest] : [])].join('; ');
}
