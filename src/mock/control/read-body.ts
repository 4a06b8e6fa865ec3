import type { IncomingMessage } from 'node:http';
import { assertDepth } from '../../../templates/runtime/validation/depth.js';
import { refuse, type Answer } from './answer.js';

/** The largest body, in bytes. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** The body of a request, or why it is refused. */
export type ReadBody = { readonly value: unknown } | { readonly refusal: Answer };

/** Reads a body of JSON, within the limits. */
export async function readBody(request: IncomingMessage): Promise<ReadBody> {
  const type = request.headers['content-type'] ?? '';
  // Browsers send this type to another origin only after asking, which this server refuses.
  if (!/^application\/json *(?:;|$)/i.test(type)) {
    return refused(
      415,
      'The body must be JSON.',
      'Send the header "Content-Type: application/json".',
    );
  }
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(piece)) continue;
    size += piece.length;
    if (size > MAX_BODY_BYTES) {
      return refused(413, 'The body is too large.', `Send at most ${MAX_BODY_BYTES} bytes.`);
    }
    pieces.push(piece);
  }
  return parse(Buffer.concat(pieces).toString());
}

function parse(text: string): ReadBody {
  try {
    assertDepth(text);
    const value: unknown = JSON.parse(text);
    return { value };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refused(400, `The body is not JSON: ${reason}.`, 'Check quotes, commas and brackets.');
  }
}

function refused(status: number, message: string, help: string): ReadBody {
  const refusal = refuse(status, { code: status === 413 ? 'LIMIT' : 'BODY', message, help });
  // What is left of the body is not read.
  return { refusal: status === 413 ? { ...refusal, headers: { Connection: 'close' } } : refusal };
}
