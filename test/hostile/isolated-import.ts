/** Imports generated files where nothing of this machine can be reached, and watches what they try. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import ts from 'typescript';

const here = fileURLToPath(import.meta.url);

/** What no generated file has a use for, least of all when it is imported. */
const TRAPS = [
  'Bun',
  'Deno',
  'EventSource',
  'WebSocket',
  'XMLHttpRequest',
  'fetch',
  'importScripts',
  'module',
  'navigator',
  'process',
  'require',
];
/** Globals of Node and of browsers alike that the run time may use. */
const SHARED = { AbortController, AbortSignal, Event, EventTarget, TextDecoder, TextEncoder };

export interface Imported {
  /** What each file exports, by its path. */
  readonly exports: ReadonlyMap<string, object>;
  /** Names that were asked for, and modules that were to be imported. */
  readonly trapped: readonly string[];
  /** What a global of the context holds. */
  readonly globalValue: (name: string) => unknown;
  /** A value as code of the context would have it: its lists and objects are the context's. */
  readonly valueIn: (value: unknown) => unknown;
  /** Whether something was added to what every object inherits. */
  readonly inherited: () => readonly string[];
}

/** Takes the files of an output by path; ajv is real, mqtt is a stand-in that connects to nothing. */
export async function importIsolated(files: ReadonlyMap<string, string>): Promise<Imported> {
  const world = new World(files);
  const exports = new Map<string, object>();
  for (const path of files.keys()) exports.set(path, await world.run(path));
  return {
    exports,
    trapped: world.trapped,
    valueIn: (value) =>
      vm.runInContext(`JSON.parse(${JSON.stringify(JSON.stringify(value))})`, world.context),
    globalValue: (name) => vm.runInContext(`globalThis[${JSON.stringify(name)}]`, world.context),
    inherited: () =>
      world.evaluate('Object.keys(Object.prototype).concat(Object.keys(Array.prototype))'),
  };
}

class World {
  readonly trapped: string[] = [];
  readonly context: vm.Context;
  readonly #modules = new Map<string, vm.Module>();
  readonly #packages = new Map<string, { exports: unknown }>();

  constructor(private readonly files: ReadonlyMap<string, string>) {
    const traps = TRAPS.map((name) => [
      name,
      { get: () => void this.trapped.push(name), configurable: false, enumerable: false },
    ]);
    const timers = { setTimeout, clearTimeout, queueMicrotask, structuredClone };
    const sandbox = { ...SHARED, ...timers, console: {} };
    this.context = vm.createContext(Object.defineProperties(sandbox, Object.fromEntries(traps)));
  }

  evaluate(code: string): readonly string[] {
    const found: unknown = vm.runInContext(code, this.context);
    return JSON.parse(JSON.stringify(found));
  }

  async run(path: string): Promise<object> {
    const module = this.#module(path);
    if (module.status === 'unlinked') {
      await module.link((specifier, from) => this.#resolve(specifier, from.identifier));
    }
    await module.evaluate();
    return module.namespace;
  }

  #resolve(specifier: string, from: string): vm.Module {
    if (!specifier.startsWith('.')) return this.#package(specifier, from);
    return this.#module(posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts'));
  }

  #module(path: string): vm.Module {
    const known = this.#modules.get(path);
    if (known !== undefined) return known;
    const text = this.files.get(path);
    if (text === undefined) throw new Error(`There is no file ${path}`);
    const { outputText } = ts.transpileModule(text, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    const module = new vm.SourceTextModule(outputText, {
      context: this.context,
      identifier: path,
      importModuleDynamically: (specifier) => {
        this.trapped.push(`import ${specifier}`);
        throw new Error('Nothing is imported later');
      },
    });
    this.#modules.set(path, module);
    return module;
  }

  /** A package as a module whose exports are those that our files ask for. */
  #package(specifier: string, from: string): vm.Module {
    const known = this.#modules.get(specifier);
    if (known !== undefined) return known;
    const names = [
      ...new Set([...this.files.values()].flatMap((text) => namesFrom(text, specifier))),
    ];
    if (!/^(?:mqtt|ajv|ajv-formats)(?:\/|$)/.test(specifier)) {
      this.trapped.push(`import ${specifier} by ${from}`);
    }
    const given = specifier === 'mqtt' ? { Store: Object } : Object(this.#load(here, specifier));
    const module = new vm.SyntheticModule(
      [...new Set(['default', ...names])],
      () => {
        for (const name of names) module.setExport(name, given[name]);
        module.setExport('default', given);
      },
      { context: this.context, identifier: specifier },
    );
    this.#modules.set(specifier, module);
    return module;
  }

  /** A CommonJS package, its code compiled within the context as well. */
  #load(from: string, specifier: string): unknown {
    const file = createRequire(from).resolve(specifier);
    const known = this.#packages.get(file);
    if (known !== undefined) return known.exports;
    const text = readFileSync(file, 'utf8');
    const module: { exports: unknown } = { exports: {} };
    this.#packages.set(file, module);
    if (file.endsWith('.json')) {
      module.exports = JSON.parse(text);
      return module.exports;
    }
    const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];
    const run: unknown = vm.compileFunction(text, parameters, { parsingContext: this.context });
    if (typeof run !== 'function') throw new Error(`${file} is no module`);
    const require = (name: string): unknown => this.#load(file, name);
    Reflect.apply(run, undefined, [module.exports, require, module, file, dirname(file)]);
    return module.exports;
  }
}

/** The names that a file imports from a package, types left out. */
function namesFrom(text: string, specifier: string): readonly string[] {
  const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest);
  return file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement)) return [];
    const { importClause, moduleSpecifier } = statement;
    if (!ts.isStringLiteral(moduleSpecifier) || moduleSpecifier.text !== specifier) return [];
    const bindings = importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
    return bindings.elements
      .filter(({ isTypeOnly }) => !isTypeOnly)
      .map(({ name, propertyName }) => (propertyName ?? name).text);
  });
}
