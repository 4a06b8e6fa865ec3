import { withoutCredentials } from '../../../templates/runtime/shown-url.js';
import { diagnostic, titleOf } from '../../diagnostics/catalogue.js';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.js';
import { quote } from '../../diagnostics/shell.js';
import type { Target } from './target.js';
import { limits } from '../limits.js';
import type { Refusal } from '../source/read-text.js';
import { isElsewhere } from './reference.js';
import { helpToAllow } from '../remote/remote-refusals.js';

function placeOf({ file, pointer }: Target): Place {
  return file.place(`${pointer}/$ref`);
}

/** Quotes a reference without the credentials of a URL. Returns nothing if the URL is not valid. */
function quoted(text: string): string {
  const shown = isElsewhere(text) ? withoutCredentials(text) : text;
  return shown === undefined ? '' : ` "${shown}"`;
}

/** Reports a reference with a scheme that is not supported, or to another machine. */
export function foreign(text: string, at: Target): Diagnostic {
  return diagnostic('REF_REMOTE', {
    message: `The reference${quoted(text)} is neither a relative path nor an http or https URL, so it is not followed.`,
    help: 'Save the file beside the document and refer to it by a relative path with "/".',
    place: placeOf(at),
  });
}

/** Reports a reference to an origin that the user has not allowed. */
export function notAllowed(text: string, origin: string, at: Target): Diagnostic {
  return diagnostic('REF_REMOTE', {
    message: `The reference${quoted(text)} leads to another machine that is not allowed.`,
    help: helpToAllow(origin),
    place: placeOf(at),
  });
}

/** Reports a reference that cannot be parsed. */
export function malformed(
  { text, reason }: { readonly text: string; readonly reason: string },
  at: Target,
): Diagnostic {
  return diagnostic('REF_MALFORMED', {
    message: `The reference${quoted(text)} is malformed. ${reason}.`,
    help: 'Write it as "file.yaml#/path/to/value": a relative path, then a JSON pointer.',
    place: placeOf(at),
  });
}

/** Reports a reference that leads out of the root. `root` is a value of `--root` that allows it. */
export function outsideRoot(text: string, root: string | undefined, at: Target): Diagnostic {
  const save = 'Save the file beside the document and refer to it by a relative path';
  return diagnostic('REF_OUTSIDE_ROOT', {
    message: `The reference${quoted(text)} leads out of the root folder, so it is not followed.`,
    help:
      root === undefined
        ? `${save}. No value of --root allows this reference.`
        : `${save}, or, if you trust the document, allow the reference with --root ${quote(root)}`,
    place: placeOf(at),
  });
}

/** Reports a reference to a file or folder whose name starts with a dot. */
export function hidden(text: string, at: Target): Diagnostic {
  return diagnostic('REF_HIDDEN', {
    message: `The reference${quoted(text)} leads to a hidden file or folder, whose name starts with a dot, so it is not followed.`,
    help: 'Move the values that the document needs to a file that is not hidden.',
    place: placeOf(at),
  });
}

/** Reports, at the reference, why a file cannot be read. */
export function refused({ code, message, help }: Refusal, at: Target): Diagnostic {
  return diagnostic(code, { message, help, place: placeOf(at) });
}

/** Reports an error in a referenced file at the reference, without text of the file. */
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
    help: `${help} The text of the file is not shown, since it may be confidential.`,
    place: placeOf(at),
  };
}

/** Reports a referenced file that contains a single scalar. */
export function notDocument(place: Place): Diagnostic {
  return diagnostic('REF_NOT_DOCUMENT', {
    message: 'The file contains a single scalar.',
    help: 'Refer to a file that contains a mapping or a sequence; write a scalar in place of the reference.',
    place,
  });
}

/** Reports the first file above the limit. */
export function tooManyFiles(at: Target): Diagnostic {
  return diagnostic('FILE_LIMIT', {
    message: `The document refers to more than ${limits.files} files.`,
    help: 'Merge small files, or split the document into several documents.',
    place: placeOf(at),
  });
}

/** Reports the first reference above the limit. */
export function tooManyReferences(at: Target): Diagnostic {
  return diagnostic('REF_LIMIT', {
    message: `The document contains more than ${limits.references} references.`,
    help: 'Split the document into several documents.',
    place: placeOf(at),
  });
}

/** Reports a `$ref` that is not a string. */
export function notString(at: Target): Diagnostic {
  return diagnostic('REF_NOT_TEXT', {
    message: 'The value of "$ref" must be a string.',
    help: 'Write the reference as a string. If "$ref" is a property of your own, rename it.',
    place: placeOf(at),
  });
}

/** Reports a reference that leads to a cycle of references. */
export function circularReference(at: Target): Diagnostic {
  return diagnostic('REF_CIRCULAR', {
    message: 'This reference leads to a cycle of references instead of a value.',
    help: 'Replace one of the references with a value.',
    place: placeOf(at),
  });
}

/** Reports a reference to a value that contains itself. */
export function infiniteValue(text: string, at: Target): Diagnostic {
  return diagnostic('REF_CIRCULAR', {
    message: `The reference "${text}" leads to a value that contains itself, so the value is infinite.`,
    help: 'Write the value in place of the reference, or refer to a value that does not contain this reference.',
    place: placeOf(at),
  });
}

/** Reports a reference whose target does not exist. */
export function notFound(missing: {
  readonly text: string;
  readonly at: Target;
  /** The last value on the pointer that exists. */
  readonly found: Target;
  readonly segment: string;
  /** How to fix it, if that is known. */
  readonly help: string | undefined;
}): Diagnostic {
  const { text, at, found, segment } = missing;
  const where = found.pointer === '' ? 'at the root of the file' : `in "${found.pointer}"`;
  const message = `The reference${quoted(text)} cannot be resolved: there is no "${segment}" ${where}.`;
  const here = found.file.place(found.pointer);
  if (here.isWithheld === true) {
    const help = 'Correct the reference, or add its target.';
    return diagnostic('REF_NOT_FOUND', { message, help, place: placeOf(at) });
  }
  const help = missing.help ?? 'Correct the reference, or add its target.';
  const related = [{ message: 'The target is missing here.', place: here }];
  return diagnostic('REF_NOT_FOUND', { message, help, place: placeOf(at), related });
}
