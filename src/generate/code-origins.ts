import type { Place } from '../diagnostics/diagnostic.js';
import { locateIn, planAll, type Planned } from './documents.js';
import type { ReadOptions } from './options.js';

/** The places in a document that the names in its generated code come from. */
export interface CodeOrigins {
  /** The schemas by the names of their types. */
  readonly types: ReadonlyMap<string, TypeOrigin>;
  /** The operations by their names in generated code: subjects, methods, and types of their own. */
  readonly operations: ReadonlyMap<string, Place>;
}

interface TypeOrigin {
  readonly place: Place;
  readonly properties: ReadonlyMap<string, Place>;
}

/** Reads documents and returns the origins of their code, by the absolute path of the document. */
export async function codeOrigins(
  specs: readonly string[],
  options: ReadOptions & { readonly name?: string },
): Promise<ReadonlyMap<string, CodeOrigins>> {
  const { planned } = await planAll(specs, options);
  return new Map(planned.map((each) => [each.api.spec, originsOf(each)]));
}

function originsOf({ plan, document }: Planned): CodeOrigins {
  const locate = locateIn(document);
  const types = [...plan.types.types.values()].map(({ name, schema }) => {
    const properties = schema.kind === 'keywords' ? [...schema.properties] : [];
    const places = properties.map(([key, { origin }]) => [key, locate(origin)] as const);
    return [name, { place: locate(schema.origin), properties: new Map(places) }] as const;
  });
  const operations = plan.operations.flatMap(
    ({ operation, names: { subject, client, mock, stream }, parametersType, handlersType }) => {
      const place = locate(operation.origin);
      return [subject, client, mock, stream, parametersType, handlersType]
        .filter((name) => name !== undefined)
        .map((name): readonly [string, Place] => [name, place]);
    },
  );
  return { types: new Map(types), operations: new Map(operations) };
}
