/** T-03: what stands in a comment is prose, for whatever tool reads it. */
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { comment, tag } from '../../src/plan/code/code.js';
import { formatTypeScript } from '../../src/render/format.js';
import { payloads } from './payloads.js';
import { shapeOf } from './shape.js';
import { documentOfSchemas, documentWith, outputOf } from './small-document.js';

/** The comment where it is the first thing in a file: there the compiler looks for pragmas. */
function shapeBelow(docs: string): readonly string[] {
  return shapeOf('a.ts', `${docs}\nexport interface A { b: string }\n`);
}

const plain = shapeBelow('/** S */');

describe('T-03: a comment', () => {
  it.each(payloads.map((payload) => [payload.slice(0, 60), payload]))('of %j', (_, payload) => {
    expect(shapeBelow(comment([payload]))).toEqual(plain);
    expect(shapeBelow(comment([`x ${payload}`, `${payload} x`]))).toEqual(plain);
    const tagged = shapeBelow(comment([payload, tag('pattern', payload)]));
    expect(tagged.filter((line) => line !== '@pattern')).toEqual(plain);
  });

  it.each([
    '@jsxImportSource ./evil',
    'mail a@jsxImportSource ./evil',
    '\\@jsxRuntime automatic',
    '@JSX evil',
    '@jsxFrag evil',
  ])('at the head of a file names no module: %j', async (description) => {
    const { text } = await outputOf(
      documentOfSchemas({ AFirst: { type: 'object', description, properties: { a: {} } } }),
    );
    const shape = shapeOf('types.ts', text('types.ts'));
    expect(shape.filter((line) => line.startsWith('pragma'))).toEqual([]);
  });

  it('takes no declaration out of the output of a compiler', async () => {
    const description = 'mail a@internal and @internal';
    const { text } = await outputOf(documentWith({ type: 'object', description, properties: {} }));
    const compilerOptions = { stripInternal: true, declaration: true };
    const { outputText } = ts.transpileDeclaration(text('types.ts'), { compilerOptions });
    expect(outputText).toContain('interface M');
  });

  it.each([
    ['//# sourceMappingURL=http://x/y', /[#@]\s*sourceMappingURL/],
    ['//@ sourceURL=x', /[#@]\s*sourceURL/],
    ['#__PURE__ @__NO_SIDE_EFFECTS__', /[#@]__/],
    ['@ts-ignore a@ts-nocheck', /@ts-/],
    ['@license MIT a@preserve', /@(?:license|preserve)/],
    ['@jest-environment ./evil.js', /@jest-/],
    ['<!-- </script> </SCRIPT>', /<\/script|<!--/i],
    ['a /* b', / \/\* b/],
  ])('has nothing left of %j that a tool would look for', (text, instruction) => {
    expect(comment([text])).not.toMatch(instruction);
    expect(comment([tag('default', text)])).not.toMatch(instruction);
  });

  it('is left alone by the formatter, and switches none of it off', async () => {
    for (const text of ['prettier-ignore', '@format', '@noformat', '@prettier']) {
      const source = `${comment([text])}\nexport  const   a = 1`;
      expect(await formatTypeScript(source)).toBe(`${comment([text])}\nexport const a = 1;\n`);
    }
  });

  it('leaves addresses, links and handles readable', () => {
    expect(comment(['mail a@b.c, see https://x/#y'])).toBe('/** mail a@b.c, see https://x/#y */');
    expect(comment(['ask @someone'])).toBe('/** ask \\@someone */');
  });
});

describe('T-03: an empty tag', () => {
  it('is not printed: each says what it means', async () => {
    const { text } = await outputOf(
      documentOfSchemas({
        All: {
          not: { type: 'null' },
          contains: { type: 'string' },
          propertyNames: { maxLength: 3 },
          patternProperties: { '^x-': {}, 'a*/': {} },
          dependencies: { a: ['b', 'c'], d: { required: ['e'] } },
        },
      }),
    );
    expect(text('types.ts').match(/@\w+.*/g)).toEqual([
      '@not null',
      '@contains string',
      '@propertyNames maxLength 3',
      '@patternProperties ^x-, a*\\/',
      '@dependencies a needs b, c',
      '@dependencies d needs the properties e',
    ]);
  });

  it('names what it cannot say in a few words', async () => {
    const inner = { properties: { a: { type: 'string' } } };
    const { text } = await outputOf(documentOfSchemas({ All: { not: inner, contains: {} } }));
    expect(text('types.ts').match(/@\w+.*/g)).toEqual([
      '@not what a schema describes',
      '@contains any value',
    ]);
  });
});
