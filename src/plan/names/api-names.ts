import { identifier, type Code } from '../code/code.js';
import { camelCase, pascalCase, wordsOf } from './case.js';
import { reservedWords } from './reserved.js';

/** The names of the declarations of an API, except those of its schemas. */
export interface ApiNames {
  /** The name of the folder, in kebab case. */
  readonly folder: string;
  /** The namespace of the API in `index.ts` of the output. */
  readonly namespace: Code;
  readonly descriptor: Code;
  readonly client: Code;
  readonly mock: Code;
  readonly variables: Code;
  /** The type of the handlers of `connect`. Types of operations end with `Handlers`, so this name is none of theirs. */
  readonly handlerSet: Code;
}

/** Returns the names of an API; `folder` is its name in kebab case. */
export function apiNames(folder: string): ApiNames {
  const words = /^[0-9]/.test(folder) ? `api-${folder}` : folder;
  const title = pascalCase(words);
  const word = camelCase(wordsOf(words));
  return {
    folder,
    namespace: identifier(reservedWords.has(word) ? `${word}Api` : word),
    descriptor: identifier(`${word}Api`),
    client: identifier(`${title}Client`),
    mock: identifier(`${title}MockServer`),
    variables: identifier(`${title}Variables`),
    handlerSet: identifier(`${title}HandlerSet`),
  };
}

/** Returns the name of the type of an operation's channel parameters. */
export function parametersName(subject: string): Code {
  return identifier(`${pascalCase(subject)}Parameters`);
}

/** Returns the name of the type of an operation's handlers by message. */
export function handlersName(subject: string): Code {
  return identifier(`${pascalCase(subject)}Handlers`);
}
