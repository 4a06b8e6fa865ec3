import { diagnostic } from '../diagnostics/catalogue.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Api, Operation } from '../model/api.js';
import { subschemas } from '../model/schema/subschemas.js';
import type { Locate } from './findings.js';

/** Characters of code, roughly: a hundred times what large documents ask for. */
const mostCode = 4_000_000;
/** What a message or a parameter comes to at least. */
const each = 100;
/** Characters of pointers to schemas, likewise. */
const mostPointers = 30_000_000;

/** A short document can ask for any amount of code; then nothing is to be planned. */
export function sizeFindings(api: Api, locate: Locate): readonly Diagnostic[] {
  return [...repeatedTexts(api, locate), ...longNames(api, locate)];
}

/** Every operation has what its channel holds. Told at the first one that is too much. */
function repeatedTexts({ operations }: Api, locate: Locate): readonly Diagnostic[] {
  let size = 0;
  for (const operation of operations) {
    size += sizeOf(operation);
    if (size <= mostCode) continue;
    const { id, origin } = operation;
    return [
      diagnostic('API_TOO_LARGE', {
        message: `With ${id}, the operations repeat more of what their channels hold than bindings can be made of.`,
        help: 'Restrict operations to their own messages, or divide channels that many operations share.',
        place: locate(origin),
      }),
    ];
  }
  return [];
}

/** What is nested is named by all that leads to it. Told at the first schema that is too much. */
function longNames({ schemas }: Api, locate: Locate): readonly Diagnostic[] {
  const open = [...schemas.values()];
  let size = 0;
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
    size += schema.origin.pointer.length;
    if (size > mostPointers) {
      return [
        diagnostic('API_TOO_LARGE', {
          message:
            'The keys that lead to nested schemas are longer in all than names can be made of.',
          help: 'Give schemas that are nested deeply a place under "components.schemas".',
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
  return texts.reduce<number>((sum, text = '') => sum + text.length, each * count);
}
