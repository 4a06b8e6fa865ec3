import type { Annotations, Schema } from '../../model/schema/schema.js';
import { tag, type Tag } from './code.js';
import { constraintTags, textOf } from './constraint-tags.js';

/** The lines of a JSDoc comment: prose, then tags. */
export type Documentation = readonly (string | Tag)[];

/**
 * Returns the documentation of a schema: its description, and tags for what its type cannot
 * express.
 */
export function schemaDocumentation(schema: Schema): Documentation {
  if (schema.kind === 'boolean') return [];
  const { title, description } = schema.annotations;
  const constraints = schema.kind === 'keywords' ? constraintTags(schema) : [];
  return documentation(description ?? title, [
    ...constraints,
    ...annotationTags(schema.annotations),
  ]);
}

/** Joins prose and tags with an empty line between them. */
export function documentation(text: string | undefined, tags: readonly Tag[]): Documentation {
  const prose = text?.trim() ?? '';
  if (prose === '') return tags;
  return tags.length === 0 ? [prose] : [prose, '', ...tags];
}

function annotationTags(annotations: Annotations): readonly Tag[] {
  return [
    ...(annotations.default === undefined ? [] : [tag('default', textOf(annotations.default))]),
    ...(annotations.examples ?? []).map((example) => tag('example', textOf(example))),
    ...(annotations.readOnly === true ? [tag('readonly')] : []),
    ...(annotations.writeOnly === true ? [tag('writeonly')] : []),
    ...(annotations.deprecated === true ? [tag('deprecated')] : []),
  ];
}
