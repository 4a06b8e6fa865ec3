/** What would happen if text of a document got past `code.ts`: it is not written. */
import { describe, expect, it } from '@jest/globals';
import { code, identifier, link, type Code } from '../../src/plan/code/code.js';
import type { TypeDeclaration } from '../../src/plan/types/declarations.js';
import { unknownType, type TypeExpression } from '../../src/plan/types/type-expression.js';
import { render } from '../../src/render/render.js';
import { templateFolder } from '../../src/render/template-folder.js';

const docs = code``;

function rendered(declarations: readonly TypeDeclaration[]): Promise<unknown> {
  return render([{ kind: 'types', path: 'a/types.ts', declarations }], templateFolder());
}

function alias(name: Code, type: TypeExpression = unknownType): TypeDeclaration {
  return { kind: 'alias', name, docs, type };
}

function literal(text: Code): TypeExpression {
  return { kind: 'literal', code: text };
}

function withMember(key: Code): TypeDeclaration {
  const members = [{ key, optional: false, type: unknownType, docs }];
  return { kind: 'interface', name: code`A`, docs, type: { kind: 'object', members } };
}

function enumOf(...values: readonly Code[]): TypeDeclaration {
  return { kind: 'enum', name: code`A`, docs, values, valuesName: code`aValues`, isOpen: false };
}

describe('types.ts', () => {
  it('takes every form of a type', async () => {
    const string: TypeExpression = { kind: 'keyword', name: 'string' };
    const tuple: TypeExpression = { kind: 'tuple', items: [string], required: 0, rest: string };
    const object: TypeExpression = { kind: 'object', members: [], index: string };
    await expect(
      rendered([
        withMember(code`["__proto__"]`),
        { ...enumOf(code`"a"`, code`-1`, code`true`), name: code`B` },
        alias(code`C`, { kind: 'union', members: [tuple, object, literal(code`-1`)] }),
        alias(code`D`, { kind: 'array', items: { kind: 'reference', name: code`A` } }),
      ]),
    ).resolves.toHaveLength(1);
    await expect(rendered([])).resolves.toHaveLength(1);
  });

  it.each<[string, TypeDeclaration]>([
    ['a call in place', alias(code`A`, literal(code`1; evil()`))],
    ['a call after', withMember(code`a: 1 } evil(); interface B { b`)],
    ['a call in a key', withMember(code`[evil()]`)],
    ['a symbol as key', withMember(code`[Symbol.iterator]`)],
    ['a name as key', withMember(code`[globalThis]`)],
    ['a method', withMember(code`a(): void; b`)],
    ['a declaration more', alias(code`A`, literal(code`1; export type B = 2`))],
    ['another name', alias(code`B = 1; type A`)],
    ['a constant', alias(code`A`, literal(code`1; export const x = 1`))],
    ['a call in the values', enumOf(code`"a"`, code`evil()`)],
    ['a name in the values', enumOf(code`"a"`, code`globalThis`)],
    ['a function', enumOf(code`() => evil()`)],
    ['a template', enumOf(code`\`\${1}\``)],
    ['an import', alias(code`A`, literal(code`import("./evil.js").X`))],
    ['a name from elsewhere', alias(code`A`, { kind: 'reference', name: code`Evil` })],
    ['a type of a value', alias(code`A`, literal(code`typeof globalThis`))],
    ['a parameter', alias(code`A<T>`)],
    ['an object with code', withMember(code`get a(): number; b`)],
  ])('is not written with %s', async (_, declaration) => {
    await expect(rendered([declaration])).rejects.toThrow(/would contain|Unexpected|expected/);
  });

  it('says which type is to blame', async () => {
    const leak = alias(code`Leak`, literal(code`import("./evil.js").X`));
    await expect(rendered([alias(code`A`), leak])).rejects.toThrow(
      'a/types.ts would contain something other than its types (at Leak): TSImportType',
    );
  });
});

describe('a template', () => {
  const apis = (namespace: Code, folder: Code) =>
    render(
      [
        {
          kind: 'template',
          path: 'index.ts',
          template: 'index',
          view: { apis: [{ namespace, module: code`'./${folder}/index.js'` }] },
        },
      ],
      templateFolder(),
    );
  const validators = (schema: Code) => {
    const name = identifier('A');
    const view = {
      types: [{ name, schema }],
      typeImports: [name],
      functions: [{ name, link: link(name) }],
      isCompiled: false,
      runtime: code`'../runtime/index.js'`,
      extension: code`.js`,
    };
    return render(
      [{ kind: 'template', path: 'a/validators.ts', template: 'validators', view }],
      templateFolder(),
    );
  };

  it('is written with what we plan', async () => {
    await expect(apis(code`a`, code`a-b`)).resolves.toHaveLength(1);
    await expect(validators(code`{ "const": [-1, null, "x"] }`)).resolves.toHaveLength(1);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['an import from elsewhere', () => apis(code`a`, code`../../evil`)],
    ['a package', () => apis(code`a from "fs"; export * as b`, code`a`)],
    ['a statement', () => apis(code`a from './a.js'; evil(); export * as b`, code`a`)],
    ['a call', () => validators(code`evil()`)],
    ['a call of a member', () => validators(code`globalThis.evil()`)],
    ['a call by a key', () => validators(code`validators["evil"]()`)],
    [
      'a statement that calls what is imported',
      () => validators(code`{} }); createValidators({ B: {}`),
    ],
    ['a class', () => validators(code`new Function("evil()")`)],
    ['a function called', () => validators(code`(() => 1)()`)],
    ['a method', () => validators(code`{ toString() { return "" } }`)],
    ['a getter', () => validators(code`{ get a() { return 1 } }`)],
    ['a computed key', () => validators(code`{ [globalThis.x]: 1 }`)],
    ['a template', () => validators(code`\`\${globalThis}\``)],
    ['an import in place', () => validators(code`import("./evil.js")`)],
    ['an assignment', () => validators(code`(globalThis.x = 1)`)],
    ['a regular expression', () => validators(code`/(a+)+$/`)],
  ])('is not written with %s', async (_, make) => {
    await expect(make()).rejects.toThrow('would contain code that no template prints');
  });
});
