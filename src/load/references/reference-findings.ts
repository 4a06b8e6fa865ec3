import { withoutCredentials } from '../../../templates/runtime/shown-url.js';
import { diagnostic, titleOf } from '../../diagnostics/catalogue.js';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.js';
import { quote } from '../../diagnostics/shell.js';
import type { Target } from './target.js';
import { limits } from '../limits.js';
import type { Refusal } from '../source/read-text.js';
import { isElsewhere } from './reference.js';
import { allowing } from '../remote/remote-refusals.js';

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

/** `root` is the value of `--root` that helps, if one does. */
export function outsideRoot(text: string, root: string | undefined, at: Target): Diagnostic {
  const save = 'Save the file beside the document and refer to it by a relative path';
  return diagnostic('REF_OUTSIDE_ROOT', {
    message: `The reference${quoted(text)} leads out of the root folder, and so is not read.`,
    help:
      root === undefined
        ? `${save}. No value of --root lets a document reach it.`
        : `${save}, or, if you trust the document, widen the root folder with --root ${quote(root)}`,
    place: placeOf(at),
  });
}

export function hidden(text: string, at: Target): Diagnostic {
  return diagnostic('REF_HIDDEN', {
    message: `The reference${quoted(text)} enters a file or folder whose name starts with a dot, and so is not read.`,
    help: 'Save what the document needs in a file whose path has no such name.',
    place: placeOf(at),
  });
}

export function refused({ code, message, help }: Refusal, at: Target): Diagnostic {
  return diagnostic(code, { message, help, place: placeOf(at) });
}

/** What is wrong with the text of a file that a reference leads to, told at the reference. */
export function unusable(
  { code, severity, help, place }: Diagnostic,
  reference: string,
  at: Target,
): Diagnostic {
  const [file = ''] = reference.split('#', 1);
  const where = `"${file}", line ${place?.line ?? 1}, column ${place?.column ?? 1}`;
  return {
    code,
    severity,
    message: `${titleOf(code)}: ${where}.`,
    help: `${help} The text is not shown, since it may be that of any file.`,
    place: placeOf(at),
  };
}

export function notDocument(place: Place): Diagnostic {
  return diagnostic('REF_NOT_DOCUMENT', {
    message: 'The file holds a single value.',
    help: 'Refer to a file that holds a mapping or a list, and write a single value where it belongs.',
    place,
  });
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

export function endlessValue(text: string, at: Target): Diagnostic {
  return diagnostic('REF_CIRCULAR', {
    message: `The reference "${text}" stands for a value that contains itself, and so has no end.`,
    help: 'Write the value in its place, or refer to a part that does not lead back here.',
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
  const here = found.file.place(found.pointer);
  if (here.isWithheld === true) {
    const help = 'Correct the reference, or add what it names.';
    return diagnostic('REF_NOT_FOUND', { message, help, place: placeOf(at) });
  }
  const help =
    suggestion === undefined
      ? 'Correct the reference, or add what it names.'
      : `Did you mean "${suggestion}"?`;
  const related = [{ message: 'It was looked for here.', place: here }];
  return diagnostic('REF_NOT_FOUND', { message, help, place: placeOf(at), related });
}
