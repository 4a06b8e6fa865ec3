import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import { format } from 'prettier/standalone';

/** Lays TypeScript out as Prettier does by default, so that a user's Prettier changes nothing. */
export function formatTypeScript(text: string): Promise<string> {
  return format(text, { parser: 'babel-ts', plugins: [babel, estree] });
}
