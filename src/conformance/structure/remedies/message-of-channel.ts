import { entriesOf, type Json, referenceOf } from '../../../json/json.js';
import { childPointer, segmentsOf, valueAt } from '../../../json/pointer.js';

/**
 * Returns the pointer to the message of a channel that a pointer to a message means: the message itself,
 * a message that refers to it, or a message of its name.
 */
export function messageOfChannel(data: Json, channel: string, message: string): string | undefined {
  const messages = entriesOf(valueAt(data, `${channel}/messages`));
  const name = segmentsOf(message).at(-1);
  const found =
    messages.find(([, value]) => referenceOf(value) === `#${message}`) ??
    messages.find(([key]) => key === name);
  return found && childPointer(`${channel}/messages`, found[0]);
}
