import {
  InputMetaModel,
  TypeScriptGenerator,
  type TypeScriptOptions,
  type TypeScriptPreset,
} from '@asyncapi/modelina';
import type { TypeDeclaration } from '../../plan/types/declarations.js';
import { metaModelOf } from './meta-models.js';
import { metadataOf, typeMapping } from './type-mapping.js';

/** Switches off Modelina's renaming: all names and values are final. */
const constraints: TypeScriptOptions['constraints'] = {
  modelName: ({ modelName }) => modelName,
  propertyKey: ({ objectPropertyModel }) => objectPropertyModel.propertyName,
  enumKey: ({ enumKey }) => enumKey,
  enumValue: ({ enumValue }: { readonly enumValue: unknown }) => enumValue,
  constant: () => undefined,
};

const preset: TypeScriptPreset = {
  interface: {
    self: async ({ renderer, model }) => exported(model, await renderer.defaultSelf()),
    property: ({ property: { property, required } }) => {
      const { key = '', docs = '' } = metadataOf(property);
      return `${docs === '' ? '' : `${docs}\n`}${key}${required ? '' : '?'}: ${property.type};`;
    },
  },
  enum: {
    self: ({ model }) => {
      const { docs = '', valuesName = '', isOpen = false } = metadataOf(model);
      const values = model.values.map(({ value }) => String(value)).join(', ');
      return [
        `/** Every value of {@link ${model.name}}${isOpen ? ' in the document' : ''}. */`,
        `export const ${valuesName} = [${values}] as const;`,
        '',
        docs,
        `export type ${model.name} = (typeof ${valuesName})[number]${isOpen ? ' | (string & {})' : ''};`,
      ].join('\n');
    },
  },
  type: {
    self: ({ renderer, model }) => exported(model, renderer.defaultSelf()),
  },
};

function exported(model: Parameters<typeof metadataOf>[0], text: string): string {
  return `${metadataOf(model).docs ?? ''}\nexport ${text}`;
}

/** A generator that does not split models: the plan has decided what gets a declaration. */
class WholeModelGenerator extends TypeScriptGenerator {
  override splitMetaModel(model: Parameters<TypeScriptGenerator['splitMetaModel']>[0]) {
    return [model];
  }
}

/** Renders the declarations, in their order. */
export async function renderTypes(
  declarations: readonly TypeDeclaration[],
): Promise<readonly string[]> {
  const generator = new WholeModelGenerator({
    modelType: 'interface',
    enumType: 'union',
    constraints,
    typeMapping,
    presets: [preset],
  });
  const input = new InputMetaModel();
  input.models = Object.fromEntries(
    declarations.map((declaration) => [declaration.name, metaModelOf(declaration)]),
  );
  const rendered = await generator.generate(input);
  const texts = new Map(rendered.map(({ modelName, result }) => [modelName, result]));
  return declarations.map(({ name }) => texts.get(name) ?? missing(name));
}

function missing(name: string): never {
  throw new Error(`Modelina rendered no model named ${name}.`);
}
