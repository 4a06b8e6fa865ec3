import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Api, Operation } from '../../model/api.js';
import { subschemas } from '../../model/schema/subschemas.js';
import type { Locate } from '../../model/origin.js';

/** The approximate limit for characters of generated code: a hundred times that of large documents. */
const maxCode = 4_000_000;
/** The estimated minimum length of the code for a message or a parameter, in characters. */
const perItem = 100;
/** The limit for the total length of the JSON pointers to all schemas. */
const maxPointers = 30_000_000;

/** Finds APIs that are too large to plan: a short document can cause any amount of code. */
export function checkSize(api: Api, locate: Locate): readonly Diagnostic[] {
  return [...repeatedTexts(api, locate), ...longNames(api, locate)];
}

/**
 * Limits the code for operations, which repeat their channels. Reports the first one above the limit.
 */
function repeatedTexts({ operations }: Api, locate: Locate): readonly Diagnostic[] {
  let size = 0;
  for (const operation of operations) {
    size += sizeOf(operation);
    if (size <= maxCode) continue;
    const { id, origin } = operation;
    return [
      diagnostic('API_TOO_LARGE', {
        message: `At the operation "${id}", the API exceeds the size limit: operations repeat the messages and parameters of their channels.`,
        help: 'List only the messages of each operation under its "messages", or split channels that many operations share.',
        place: locate(origin),
      }),
    ];
  }
  return [];
}

/**
 * Limits names of nested schemas, which contain all outer keys. Reports the first schema above the
 * limit.
 */
function longNames({ schemas }: Api, locate: Locate): readonly Diagnostic[] {
  const open = [...schemas.values()];
  let size = 0;
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
    size += schema.origin.pointer.length;
    if (size > maxPointers) {
      return [
        diagnostic('API_TOO_LARGE', {
          message:
            'The names of nested schemas exceed the size limit: a name contains all keys that lead to the schema.',
          help: 'Move deeply nested schemas to "components.schemas" and refer to them with "$ref".',
          place: locate(schema.origin),
        }),
      ];
    }
    for (const child of subschemas(schema)) open.push(child);
  }
  return [];
}

function sizeOf(operation: Operation): number {
  const { id, title, summary, description, channel, messages } = operation;
  const reply = 'reply' in operation ? operation.reply : undefined;
  const { parameters } = channel;
  const all = [...messages, ...(reply?.messages ?? [])];
  const texts = [
    ...[id, title, summary, description, channel.address?.text, reply?.channel?.address?.text],
    ...all.flatMap((message) => [message.id, message.name, message.title, message.summary]),
    ...all.flatMap((message) => [message.description, message.contentType]),
    ...parameters.flatMap(({ name, description, values }) => [name, description, ...values]),
  ];
  const count = all.length + parameters.length;
  return texts.reduce<number>((sum, text = '') => sum + text.length, perItem * count);
}
