const comments = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
/** Commas before a closing bracket; strings are matched so that their content is not. */
const commas = /"(?:[^"\\\n]|\\.)*"|,(?=\s*[\]}])/g;

/** Parses JSON with comments and trailing commas, as TypeScript reads it; `undefined` if it is broken. */
export function parseJsonc(text: string): unknown {
  const keepString = (token: string): string => (token.startsWith('"') ? token : ' ');
  const plain = text.replace(comments, keepString).replace(commas, keepString);
  try {
    return JSON.parse(plain.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
