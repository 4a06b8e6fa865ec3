import { codeTable } from '../code-table.js';

/** Findings about `$ref`. */
export const referenceCodes = codeTable({
  REF_NOT_FOUND: {
    severity: 'error',
    title: 'A reference leads nowhere',
    explanation:
      'The file is there, but not the place in it that the part after "#" names. That part is a JSON pointer (RFC 6901): keys separated by "/", with "/" within a key written as "~1" and "~" as "~0".',
  },
  REF_OUTSIDE_ROOT: {
    severity: 'error',
    title: 'A reference leaves the root folder',
    explanation:
      'Documents are untrusted input, so they may refer only to files within the root folder. By default that is the folder of the document. Where the file is called asyncapi, index or spec, it is the folder above, provided that this one lies within the working folder or within the git repository that holds the document. Symbolic links are followed before the check. Name a wider folder with --root; the home folder and a whole disk are never the root, so a document that lies there refers to no other file.',
  },
  REF_HIDDEN: {
    severity: 'error',
    title: 'A reference to a hidden file',
    explanation:
      'Names that start with a dot are those of settings, credentials and repositories, such as .env, .ssh or .git. No reference enters such a file or folder, whatever the root folder is and whether it is named or reached by a symbolic link. Folders that hold the document itself do not count. Save what the document needs under another name.',
  },
  REF_NOT_DOCUMENT: {
    severity: 'error',
    title: 'The file that a reference leads to holds a single value',
    explanation:
      'A document may refer to files that hold a mapping, a list, or true or false as a schema. What holds a single text or number, as a key or a password does, is no part of a document. Nothing of such a file is used or shown.',
  },
  REF_REMOTE: {
    severity: 'error',
    title: 'A reference to another machine',
    explanation:
      'Reading a document opens no network connection unless the user allows it. Save the file beside the document and refer to it by a relative path. Or allow its origin with --allow-ref, e.g. --allow-ref https://example.com: then files are fetched from there, by http or https, without anything that says who asks. Redirects, and references in what is fetched, may lead to allowed origins only, and never to a file of this machine.',
  },
  REF_REMOTE_ADDRESS: {
    severity: 'error',
    title: 'A name leads into a private network',
    explanation:
      'The host of an allowed origin is looked up, and one of its addresses is not on the public internet: it is this machine, a private network, or reserved. Whoever runs the domain could reach your network by it. Where that is what you want, allow the address itself, e.g. --allow-ref http://192.168.0.10:8080, and refer to it; localhost may be allowed by its name.',
  },
  REF_REMOTE_FAILED: {
    severity: 'error',
    title: 'A remote file cannot be fetched',
    explanation:
      'The server of an allowed origin cannot be reached, answers with something other than status 200, ends the connection before the answer is complete, redirects more than 5 times, or takes more than 10 seconds, or 60 seconds for all files of a document.',
  },
  REF_MALFORMED: {
    severity: 'error',
    title: 'A reference that cannot be understood',
    explanation:
      'A reference is a relative path, then "#", then a JSON pointer; each part may be missing. Special characters are percent-encoded (RFC 3986). Anchors and "$id" are not looked up.',
  },
  REF_NOT_TEXT: {
    severity: 'error',
    title: 'A property called $ref',
    explanation:
      'A "$ref" whose value is not a string is not a reference. A message that really has a property of that name cannot be described: tools that read JSON Schema take it for a reference.',
  },
  REF_CIRCULAR: {
    severity: 'error',
    title: 'References form a cycle',
    explanation:
      'A schema may contain itself, but a reference that leads to another reference and so back to itself stands for no value at all. In data (examples, default, const, enum, bindings and extensions) a reference stands for a value, and a value cannot contain itself: so such a reference may neither lead to what holds it nor, in the first four, to a schema that contains itself.',
  },
  REF_EXPANSION: {
    severity: 'error',
    title: 'References stand for too much',
    explanation:
      'Schemas may refer to each other as they like. Once every other reference is replaced by what it stands for, a document may hold 1,000,000 values, at most 1,000 levels deep, or 200 in examples, default, const and enum: a few levels of values that each refer to the next several times can otherwise stand for billions.',
  },
  REF_LIMIT: {
    severity: 'error',
    title: 'The document holds too many references',
    explanation: 'A document with all its files may hold 100,000 references.',
  },
});
