/** Texts that try to be more than texts. */

/** Set by code of a document, if any of it ever runs. */
export const CANARY = 'asyncapiBindgenCanary';
const run = `globalThis.${CANARY}=1`;

/** Ends of strings and templates, and what may come after them. */
const quotes = [
  `'`,
  `"`,
  '`',
  '\\',
  '\\\\',
  `\\"`,
  `\\'`,
  `"+(${run})+"`,
  `'+(${run})+'`,
  `";${run};//`,
  `';${run};//`,
  `\\";${run};//`,
  `\\u0022;${run};//`,
  `\${${run}}`,
  `\`+(${run})+\``,
  `\${\`\${${run}}\`}`,
  `{{${run}}}`,
  `{{{${run}}}}`,
  `{{#each this}}${run}{{/each}}`,
];

/** Ends of comments, and what tools read in them. */
const comments = [
  `*/${run}/*`,
  `*\\/${run}/*`,
  `**/ ${run} /**`,
  `*/\n${run};\n/*`,
  '*',
  '/',
  '/*',
  '*/',
  `-->${run}<!--`,
  `//# sourceMappingURL=data:,${run}`,
  '//@ sourceURL=x.js',
  '/// <reference path="/etc/passwd" />',
  '/// <reference types="node" />',
  '@ts-ignore',
  '// @ts-nocheck',
  '@ts-expect-error',
  '@deprecated',
  'x @deprecated',
  'a\n@deprecated',
  '{@link x} @type {import("./x").y}',
  '@jsxImportSource ./evil',
  'a@jsxImportSource ./evil',
  '@jsx evil',
  '@internal',
  'prettier-ignore',
  '@jest-environment ./evil.js',
  'eslint-enable',
  '#__PURE__',
];

/** Ends of lines, and characters that are not seen. */
const characters = [
  `\n${run}\n`,
  `\r${run}\r`,
  `\r\n${run};\r\n`,
  `\u2028${run}\u2029`,
  `\u0000${run}`,
  '\ud800',
  '\udc00\ud800',
  `\u202e${run}\u2066`,
  'zero\u200bwidth\ufeff',
  '\u001b[31m\u001b]8;;http://x\u0007y',
  '\u0085\u009b',
  '\u{e0041}\u{e0101}',
  '😀',
  'e\u0301',
  '\t',
];

/** Members, keys, statements and markup. */
const structures = [
  `"]: (${run}), ["`,
  `}; ${run}; ({`,
  `]; ${run}; [`,
  `} | import("./evil.js").X & {`,
  `>(${run}); function f<T`,
  `): void { ${run} } x(`,
  `any; ${run}; type A = `,
  `=> ${run}`,
  `</script><script>${run}</script>`,
  `<!--${run}-->`,
  `__proto__`,
  'constructor',
  'toString',
  'then',
  'default',
  'class',
  'import("fs")',
  `require("child_process").execSync("id")`,
  `[Symbol.toPrimitive]`,
  `get x() { ${run} }`,
  '',
  ' ',
  '0',
  '-1',
  '1e1000',
  'null',
  'true',
  '$ref',
  '$data',
  '%0A::error::x',
  '::add-mask::x',
  '##[error]x',
  'x'.repeat(10_000),
];

export const payloads: readonly string[] = [...quotes, ...comments, ...characters, ...structures];
