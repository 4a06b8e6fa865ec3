import { withoutCredentials } from '../../templates/runtime/shown-url.js';
import { diagnostic } from '../diagnostics/catalogue.js';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.js';
import type { Target } from './closure.js';
import { limits } from './limits.js';
import type { Refusal } from './read-text.js';
import { isElsewhere } from './reference.js';
import { allowing } from './remote-refusals.js';

function placeOf({ file, pointer }: Target): Place {
  return file.place(`${pointer}/$ref`);
}

/** A reference in quotes, without the credentials that a URL may hold; where it is none, nothing. */
function quoted(text: string): string {
  const shown = isElsewhere(text) ? withoutCredentials(text) : text;
  return shown === undefined ? '' : ` "${shown}"`;
}

export function foreign(text: string, at: Target): Diagnostic {
  return diagnostic('REF_REMOTE', {
    message: `The reference${quoted(text)} leads to another machine or scheme; such are not read.`,
    help: 'Save the file beside the document and refer to it by a relative path with "/".',
    place: placeOf(at),
  });
}

export function notAllowed(text: string, origin: string, at: Target): Diagnostic {
  return diagnostic('REF_REMOTE', {
    message: `The reference${quoted(text)} leads to another machine; such are read only where allowed.`,
    help: allowing(origin),
    place: placeOf(at),
  });
}

export function malformed(
  { text, reason }: { readonly text: string; readonly reason: string },
  at: Target,
): Diagnostic {
  return diagnostic('REF_MALFORMED', {
    message: `The reference${quoted(text)} cannot be understood. ${reason}.`,
    help: 'Write it as "file.yaml#/path/to/value": a relative path, then a JSON pointer.',
    place: placeOf(at),
  });
}

export function outsideRoot(text: string, at: Target): Diagnostic {
  return diagnostic('REF_OUTSIDE_ROOT', {
    message: `The reference${quoted(text)} leads out of the root folder, and so is not read.`,
    help: 'Name a folder that holds all files of the document with --root.',
    place: placeOf(at),
  });
}

export function refused({ code, message, help }: Refusal, at: Target): Diagnostic {
  return diagnostic(code, { message, help, place: placeOf(at) });
}

export function tooManyFiles(at: Target): Diagnostic {
  return diagnostic('FILE_LIMIT', {
    message: `The document refers to more than ${limits.files} files.`,
    help: 'Join small files, or divide the document.',
    place: placeOf(at),
  });
}

export function tooManyReferences(at: Target): Diagnostic {
  return diagnostic('REF_LIMIT', {
    message: `The document holds more than ${limits.references} references.`,
    help: 'Divide the document.',
    place: placeOf(at),
  });
}

export function notText(at: Target): Diagnostic {
  return diagnostic('REF_NOT_TEXT', {
    message: 'The value of "$ref" is not a text, so it is no reference.',
    help: 'Write the reference as a text; a property that is really called "$ref" has to be renamed.',
    place: placeOf(at),
  });
}

export function circularReference(at: Target): Diagnostic {
  return diagnostic('REF_CIRCULAR', {
    message: 'References lead from here in a circle, without a value between them.',
    help: 'Put a value in place of one of the references.',
    place: placeOf(at),
  });
}

export function notFound(missing: {
  readonly text: string;
  readonly at: Target;
  /** As far as the pointer leads. */
  readonly found: Target;
  readonly segment: string;
  readonly suggestion: string | undefined;
}): Diagnostic {
  const { text, at, found, segment, suggestion } = missing;
  const where = found.pointer === '' ? 'at the top of the file' : `in "${found.pointer}"`;
  const message = `The reference${quoted(text)} leads nowhere: there is no "${segment}" ${where}.`;
  const help =
    suggestion === undefined
      ? 'Correct the reference, or add what it names.'
      : `Did you mean "${suggestion}"?`;
  const related = [{ message: 'It was looked for here.', place: found.file.place(found.pointer) }];
  return diagnostic('REF_NOT_FOUND', { message, help, place: placeOf(at), related });
}
