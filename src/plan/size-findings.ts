import { diagnostic } from '../diagnostics/catalogue.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Api, Operation } from '../model/api.js';
import type { Locate } from './findings.js';

/** Characters of code, roughly: a hundred times what large documents ask for. */
const most = 4_000_000;
/** What a message or a parameter comes to at least. */
const each = 100;

/**
 * Every operation has what its channel holds, so that a short document can ask for any amount of
 * code. Says so at the first operation that is too much; then nothing is to be planned.
 */
export function sizeFindings({ operations }: Api, locate: Locate): readonly Diagnostic[] {
  let size = 0;
  for (const operation of operations) {
    size += sizeOf(operation);
    if (size > most) return [tooLarge(operation, locate)];
  }
  return [];
}

function sizeOf(operation: Operation): number {
  const { channel, messages } = operation;
  const reply = 'reply' in operation ? operation.reply : undefined;
  const { parameters } = channel;
  const texts = [
    channel.address?.text,
    reply?.channel?.address?.text,
    messages[0]?.title,
    messages[0]?.summary,
    ...parameters.flatMap(({ name, description, values }) => [name, description, ...values]),
  ];
  const count = messages.length + (reply?.messages.length ?? 0) + parameters.length;
  return texts.reduce<number>((sum, text = '') => sum + text.length, each * count);
}

function tooLarge({ id, origin }: Operation, locate: Locate): Diagnostic {
  return diagnostic('API_TOO_LARGE', {
    message: `With ${id}, the operations repeat more of what their channels hold than bindings can be made of.`,
    help: 'Restrict operations to their own messages, or divide channels that many operations share.',
    place: locate(origin),
  });
}
