/** What stands where in a document, as far as a reference may stand there in place of a value. */
export interface Kind {
  /** Where components of this kind stand; absent where no reference is allowed. */
  readonly section?: string;
  /** By field; `each` says whether the field holds many, by key or in a list. */
  readonly fields: Readonly<Record<string, Field>>;
}

export interface Field {
  readonly kind: string;
  readonly each?: 'map' | 'list';
}

export type Kinds = Readonly<Record<string, Kind>>;

const many = (kind: string): Field => ({ kind, each: 'map' });
const list = (kind: string): Field => ({ kind, each: 'list' });
const one = (kind: string): Field => ({ kind });
const leaf = (section: string): Kind => ({ section, fields: {} });

const schema: Kind = {
  section: 'schemas',
  fields: {
    ...Object.fromEntries(
      ['additionalProperties', 'propertyNames', 'items', 'additionalItems', 'contains', 'not']
        .concat(['if', 'then', 'else'])
        .map((keyword) => [keyword, one('schema')]),
    ),
    ...Object.fromEntries(['allOf', 'anyOf', 'oneOf'].map((each) => [each, list('schema')])),
    ...Object.fromEntries(
      ['properties', 'patternProperties'].map((keyword) => [keyword, many('schema')]),
    ),
  },
};
const described = { tags: list('tag'), externalDocs: one('externalDocs') };

/** AsyncAPI 3: nearly all may be referred to. */
export const kinds3: Kinds = {
  document: {
    fields: {
      info: one('info'),
      servers: many('server'),
      channels: many('channel'),
      operations: many('operation'),
      components: one('components'),
    },
  },
  info: { fields: described },
  components: { fields: { schemas: many('schema') } },
  server: {
    section: 'servers',
    fields: { variables: many('serverVariable'), bindings: one('serverBindings'), ...described },
  },
  channel: {
    section: 'channels',
    fields: {
      messages: many('message'),
      parameters: many('parameter'),
      bindings: one('channelBindings'),
      ...described,
    },
  },
  operation: {
    section: 'operations',
    fields: {
      reply: one('reply'),
      traits: list('operationTrait'),
      bindings: one('operationBindings'),
      ...described,
    },
  },
  reply: { section: 'replies', fields: { address: one('replyAddress') } },
  message: {
    section: 'messages',
    fields: {
      payload: one('payload'),
      headers: one('schema'),
      traits: list('messageTrait'),
      correlationId: one('correlationId'),
      bindings: one('messageBindings'),
      ...described,
    },
  },
  messageTrait: {
    section: 'messageTraits',
    fields: { headers: one('schema'), correlationId: one('correlationId'), ...described },
  },
  payload: { ...schema, fields: { ...schema.fields, schema: one('schema') } },
  operationTrait: {
    section: 'operationTraits',
    fields: { bindings: one('operationBindings'), ...described },
  },
  schema,
  tag: leaf('tags'),
  externalDocs: leaf('externalDocs'),
  correlationId: leaf('correlationIds'),
  replyAddress: leaf('replyAddresses'),
  parameter: leaf('parameters'),
  serverVariable: leaf('serverVariables'),
  serverBindings: leaf('serverBindings'),
  channelBindings: leaf('channelBindings'),
  operationBindings: leaf('operationBindings'),
  messageBindings: leaf('messageBindings'),
};

/** AsyncAPI 2: some, and in later versions more. */
export function kinds2(minor: number): Kinds {
  return {
    document: {
      fields: {
        servers: many('server'),
        channels: many('channel'),
        components: one('components'),
      },
    },
    components: { fields: { schemas: many('schema'), messages: many('message') } },
    server: { ...(minor >= 3 ? { section: 'servers' } : {}), fields: serverFields(minor) },
    channel: {
      ...(minor >= 3 ? { section: 'channels' } : {}),
      fields: {
        publish: one('operation'),
        subscribe: one('operation'),
        parameters: many('parameter'),
      },
    },
    parameter: { section: 'parameters', fields: { schema: one('schema') } },
    operation: { fields: { message: one('message'), traits: list('operationTrait') } },
    message: {
      section: 'messages',
      fields: {
        oneOf: list('message'),
        payload: one('schema'),
        headers: one('schema'),
        traits: list('messageTrait'),
        correlationId: one('correlationId'),
      },
    },
    messageTrait: { section: 'messageTraits', fields: { headers: one('schema') } },
    schema,
    operationTrait: leaf('operationTraits'),
    correlationId: leaf('correlationIds'),
    serverVariable: leaf('serverVariables'),
  };
}

function serverFields(minor: number): Kind['fields'] {
  return minor >= 5 ? { variables: many('serverVariable') } : {};
}
