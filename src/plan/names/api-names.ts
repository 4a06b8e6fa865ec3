import { identifier, type Code } from '../code/code.js';
import { camelCase, pascalCase, wordsOf } from './case.js';
import { reservedWords } from './reserved.js';

/** What the declarations of one API are called beside its schemas. */
export interface ApiNames {
  /** In kebab case; the folder's name. */
  readonly folder: string;
  /** Of the API in `index.ts` of the output. */
  readonly namespace: Code;
  readonly descriptor: Code;
  readonly client: Code;
  readonly mock: Code;
  readonly variables: Code;
}

export function apiNames(folder: string): ApiNames {
  const title = pascalCase(folder);
  const word = camelCase(wordsOf(folder));
  return {
    folder,
    namespace: identifier(reservedWords.has(word) ? `${word}Api` : word),
    descriptor: identifier(`${word}Api`),
    client: identifier(`${title}Client`),
    mock: identifier(`${title}MockServer`),
    variables: identifier(`${title}Variables`),
  };
}

/** The type that holds an operation's channel parameters. */
export function parametersName(subject: string): Code {
  return identifier(`${pascalCase(subject)}Parameters`);
}

/** The type that holds handlers for each message of an operation. */
export function handlersName(subject: string): Code {
  return identifier(`${pascalCase(subject)}Handlers`);
}
