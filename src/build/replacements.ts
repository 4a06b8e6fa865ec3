import specs from '@asyncapi/specs';
import type { Plugin } from 'esbuild';
import { precompileTemplates } from '../render/compile-templates.js';
import { templateFolder } from '../render/template-folder.js';

/** A module that the bundle contains in place of another one. */
interface Replacement {
  /** Matches the path of the module below `node_modules`. */
  readonly path: RegExp;
  /** Matches the path of the modules that get the replacement; without it, all of them get it. */
  readonly importer?: RegExp;
  /** The CommonJS code; without it, the use of any export throws an error with both names. */
  readonly text?: string;
}

/** This tool never reaches the modules without a text; `npm run test:packed` verifies that. */
const replacements: readonly Replacement[] = [
  // Modelina's readers of documents and its writers to disk: our models come from the plan.
  { path: /^@asyncapi\/modelina\/lib\/esm\/(?:processors|interpreter)\// },
  { path: /^@asyncapi\/modelina\/lib\/esm\/helpers\/(?:\w+ToMetaModel|FileHelpers)\.js$/ },
  { path: /^(?:alterschema|@hyperjump)\// },
  // Of @asyncapi/parser we use the semantic rules, not its reading and modelling of documents.
  { path: /^@asyncapi\/parser\/esm\/(?:parse|validate|document|stringify|from)\.js$/ },
  { path: /^@asyncapi\/parser\/esm\/(?:models|old-api|custom-operations)\// },
  // The rules ask for the versions only; `dist/structure` has the JSON Schemas.
  { path: /^@asyncapi\/specs\//, text: versionsWithoutSchemas() },
  // Spectral's reader of documents on other machines: ours is in `src/load/remote`.
  { path: /^(?:node-fetch|tr46|whatwg-url)\// },
  // Spectral's resolver of references gets an empty document, since ours is in `src/load/references`.
  {
    path: /^@stoplight\/json-ref-resolver\/runner\.js$/,
    text: `exports.ResolveRunner = class {
  constructor(result, graph) {
    this.resolved = { result, graph, refMap: {}, errors: [], runner: this };
  }
  resolve() {
    return Promise.resolve(this.resolved);
  }
};`,
  },
  // Spectral evaluates expressions in messages of rules; we take the results before it makes messages of them.
  { path: /^expr-eval-fork\// },
  // Spectral needs a few functions of lodash.
  {
    path: /^lodash\/lodash\.js$/,
    text: functionsOfLodash(
      [
        'escapeRegExp',
        'get',
        'isError',
        'isObject',
        'isObjectLike',
        'isString',
        'toPath',
        'uniqBy',
      ],
      ['cloneDeep', 'has', 'omit', 'set', 'setWith', 'trimStart'],
    ),
  },
  // Spectral's patterns of files, which our set of rules does not have.
  { path: /^minimatch\// },
  // Spectral's reader of YAML: its rules get data.
  {
    path: /^@stoplight\/yaml-ast-parser\/dist\/src\/(?:loader|dumper)\.js$/,
    text: throwing(['load', 'loadAll', 'safeLoad', 'safeLoadAll', 'dump', 'safeDump']),
  },
  // Node has these classes.
  { path: /^readable-stream\//, text: "module.exports = require('node:stream');" },
  { path: /^es-aggregate-error\/index\.js$/, text: 'module.exports = AggregateError;' },
  // Each function of Spectral compiles a schema when it is loaded; the rules use four of them.
  {
    path: /^@stoplight\/spectral-functions\/dist\/index\.js$/,
    text: reExport(['pattern', 'schema/index', 'truthy', 'unreferencedReusableObject']),
  },
  // Spectral checks a set of rules each time it gets one. Ours is fixed, and every test that runs
  // outside the bundle has it checked.
  {
    path: /^@stoplight\/spectral-core\/dist\/ruleset\/validation\/ajv\.js$/,
    text: 'exports.createValidator = () => () => true;',
  },
  // The schemas of these functions are fixed as well, so ajv compiles no JSON Schema to check them.
  {
    path: /^ajv\/dist\/ajv\.js$/,
    importer: /^@stoplight\/spectral-core\/dist\/ruleset\/function\.js$/,
    text: `const { Ajv } = require('ajv/dist/ajv.js');
exports.__esModule = true;
exports.default = class extends Ajv {
  constructor(options) {
    super({ ...options, validateSchema: false });
  }
};`,
  },
  // Spectral's wording for mistakes in such a set: its keyword needs a compiled schema of its own.
  { path: /^ajv-errors\//, text: "module.exports = (ajv) => ajv.addKeyword('errorMessage');" },
];

const namespace = 'replaced';
/** Marks a request for a path that the plugin itself has made. */
const asked = Symbol('asked');

/** Replaces modules, and replaces the compiler of templates by compiled templates. */
export const replacing: Plugin = {
  name: 'replacing',
  setup(build) {
    const texts = new Map<string, string>();
    build.onResolve({ filter: /./ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === asked || from.kind === 'entry-point') return undefined;
      const { importer, resolveDir, kind } = from;
      const options = { importer, resolveDir, kind, pluginData: asked };
      const resolved = await build.resolve(path, options);
      const name = belowModules(resolved.path);
      const replacement = replacementFor(name, belowModules(importer));
      if (replacement === undefined) return undefined;
      const unique = name.replace(/\.m?js$/, '');
      if (replacement.text !== undefined) texts.set(unique, replacement.text);
      return { path: unique, namespace };
    });
    build.onLoad({ filter: /[\\/]src[\\/]render[\\/]compile-templates\.js$/ }, async () => ({
      contents: await precompileTemplates(templateFolder()),
      resolveDir: templateFolder(),
      loader: 'js',
    }));
    build.onLoad({ filter: /./, namespace }, ({ path }) => ({
      contents: texts.get(path) ?? `module.exports = ${unusable(path)};`,
      resolveDir: templateFolder(),
      loader: 'js',
    }));
  },
};

function belowModules(path: string): string {
  return path.replaceAll('\\', '/').replace(/^.*\/node_modules\//, '');
}

function replacementFor(name: string, importedBy: string): Replacement | undefined {
  return replacements.find(
    ({ path, importer = /./ }) => path.test(name) && importer.test(importedBy),
  );
}

/** The code of an object that throws when it is asked for a property, also as a module. */
function unusable(name: string): string {
  const reason = JSON.stringify(`${name} is not part of this bundle. It was asked for `);
  return `Object.create(new Proxy({}, {
  get(_, key) {
    if (typeof key === 'symbol' || key === '__esModule' || key === 'default') return undefined;
    throw new Error(${reason} + key);
  }
}))`;
}

/** Exports functions that throw, for a module whose importer takes them when it is loaded. */
function throwing(names: readonly string[]): string {
  const functions = names.map(
    (name) =>
      `exports.${name} = () => { throw new Error('${name} is not part of this bundle.'); };`,
  );
  return functions.join('\n');
}

/** Exports the functions of some files of Spectral by name. */
function reExport(files: readonly string[]): string {
  const exported = files.map((file) => {
    const path = JSON.stringify(`@stoplight/spectral-functions/dist/${file}.js`);
    return `exports.${file.replace('/index', '')} = require(${path}).default;`;
  });
  return ['exports.__esModule = true;', ...exported].join('\n');
}

/** Exports functions of lodash, and functions that throw in place of others. */
function functionsOfLodash(used: readonly string[], unused: readonly string[]): string {
  const functions = used.map((name) => `exports.${name} = require('lodash/${name}');`);
  return [...functions, throwing(unused)].join('\n');
}

function versionsWithoutSchemas(): string {
  const versions = JSON.stringify(Object.keys(specs.schemas));
  return `const schema = ${unusable('@asyncapi/specs')};
exports.__esModule = true;
exports.schemas = Object.fromEntries(${versions}.map((version) => [version, schema]));
exports.default = exports;`;
}
