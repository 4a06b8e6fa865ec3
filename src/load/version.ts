import { diagnostic } from '../diagnostics/catalogue.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { SourceFile } from './source/source-file.js';
import { isObject, member } from '../json/json.js';

/** The AsyncAPI versions that are supported. */
export const versions: readonly string[] = [
  ...['2.0.0', '2.1.0', '2.2.0', '2.3.0', '2.4.0', '2.5.0', '2.6.0'],
  ...['3.0.0', '3.1.0'],
];

/** Returns the AsyncAPI version of a document, or a finding if it is missing or not supported. */
export function readVersion(
  main: SourceFile,
): { readonly version: string } | { readonly finding: Diagnostic } {
  const version = isObject(main.data) ? member(main.data, 'asyncapi') : undefined;
  if (typeof version === 'string' && versions.includes(version)) return { version };
  return { finding: version === undefined ? missing(main) : unsupported(main, version) };
}

function missing(main: SourceFile): Diagnostic {
  const kinds = { openapi: 'an OpenAPI', swagger: 'a Swagger', $schema: 'a JSON Schema' };
  const kind = Object.entries(kinds).find(([field]) => member(main.data, field) !== undefined);
  if (kind !== undefined) {
    return diagnostic('NOT_ASYNCAPI', {
      message: `This is ${kind[1]} document, not an AsyncAPI document.`,
      help: 'Use an AsyncAPI document: one that starts with "asyncapi: 3.0.0".',
      place: main.place(`/${kind[0]}`),
    });
  }
  return diagnostic('ASYNCAPI_VERSION_MISSING', {
    message: 'The document has no field "asyncapi", which states the AsyncAPI version.',
    help: 'Add "asyncapi: 3.0.0" as the first line, if this is an AsyncAPI document. If documents only refer to this file, do not pass it: it is read with them.',
    place: main.place(''),
  });
}

function unsupported(main: SourceFile, version: unknown): Diagnostic {
  const isString = typeof version === 'string';
  return diagnostic('ASYNCAPI_VERSION_UNSUPPORTED', {
    message: isString
      ? `AsyncAPI version ${JSON.stringify(version)} is not supported.`
      : 'The field "asyncapi" must be a string that consists of three numbers.',
    help: 'Use a version from 2.0.0 to 2.6.0, or 3.0.0 or 3.1.0, e.g. "asyncapi: 3.0.0".',
    place: main.place('/asyncapi'),
  });
}
