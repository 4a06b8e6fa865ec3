/** The OpenAPI document of the control API, by which every request and answer is checked. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import { memberAt } from '../../../src/mock/everest/station/members.js';
import { root } from '../../support/project.js';

/** An exchange with the server. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  /** What was sent, if it was JSON. */
  readonly sent?: unknown;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

const BASE = 'http://127.0.0.1/';
const DOCUMENT = `${BASE}openapi.yaml`;

/** Checks exchanges, and remembers which answers of the document it has seen. */
export class Description {
  readonly text = readFileSync(join(root, 'templates/control/openapi.yaml'), 'utf8');
  readonly data: unknown = parse(this.text);
  readonly #ajv = new Ajv2020({ strict: false, validateSchema: false });
  readonly #seen = new Set<string>();

  constructor() {
    formats.default(this.#ajv);
    const schema = join(root, 'templates/scenarios/scenario.schema.json');
    const scenario: object = { ...parse(readFileSync(schema, 'utf8')) };
    this.#ajv.addSchema({ ...scenario, $id: `${BASE}scenarios/scenario.schema.json` });
    this.#ajv.addSchema({ $id: DOCUMENT, ...parse(this.text) });
  }

  /** All answers of the document, as `get /health 200`. */
  get answers(): readonly string[] {
    return keysAt(this.data, 'paths').flatMap((path) =>
      keysAt(this.data, 'paths', path).flatMap((method) =>
        keysAt(this.data, 'paths', path, method, 'responses').map(
          (status) => `${method} ${path} ${status}`,
        ),
      ),
    );
  }

  get unseen(): readonly string[] {
    return this.answers.filter((answer) => !this.#seen.has(answer));
  }

  /** Throws if the document does not have an answer, or has it otherwise. */
  check(exchange: Exchange): void {
    const { path, status, headers, text } = exchange;
    const method = this.#methodOf(exchange);
    const at = ['paths', path, method, 'responses', String(status)];
    const response = this.#follow(at);
    this.#seen.add(`${method} ${path} ${status}`);
    for (const name of keysAt(this.data, ...response, 'headers')) {
      this.assert([...response, 'headers', name, 'schema'], headers[name.toLowerCase()]);
    }
    const type = String(headers['content-type']);
    if (memberAt(this.data, ...response, 'content', type) === undefined) {
      throw new Error(`${at.join(' ')} has no content ${type}`);
    }
    const body: unknown = type.includes('json') ? JSON.parse(text) : text;
    this.assert([...response, 'content', type, 'schema'], body);
    if (status === 200) this.#checkRequest(exchange);
  }

  /** Whether a value matches the schema at a place of the document. */
  accepts(place: readonly string[], value: unknown): boolean {
    return this.#ajv.validate({ $ref: pointer(place) }, value);
  }

  assert(place: readonly string[], value: unknown): void {
    if (this.accepts(place, value)) return;
    throw new Error(`${place.join(' ')}: ${this.#ajv.errorsText()}: ${JSON.stringify(value)}`);
  }

  /** A request with a wrong method is an answer of the operation that the path has. */
  #methodOf({ path, method, status }: Exchange): string {
    const [known = ''] = keysAt(this.data, 'paths', path);
    return status === 405 || status === 403 ? known : method.toLowerCase();
  }

  #checkRequest({ path, method, sent }: Exchange): void {
    const at = ['paths', path, method.toLowerCase(), 'requestBody', 'content', 'application/json'];
    if (memberAt(this.data, ...at) !== undefined) this.assert([...at, 'schema'], sent);
  }

  /** Returns where an object of the document stands, after its reference. */
  #follow(place: readonly string[]): readonly string[] {
    const found = memberAt(this.data, ...place);
    if (found === undefined) throw new Error(`The document has no ${place.join(' ')}`);
    const reference = memberAt(found, '$ref');
    return typeof reference === 'string' ? reference.split('/').slice(1) : place;
  }
}

function keysAt(value: unknown, ...place: readonly string[]): readonly string[] {
  const found = memberAt(value, ...place);
  return typeof found === 'object' && found !== null ? Object.keys(found) : [];
}

function pointer(place: readonly string[]): string {
  const escaped = place.map((each) => each.replaceAll('~', '~0').replaceAll('/', '~1'));
  return `${DOCUMENT}#/${escaped.map(encodeURIComponent).join('/')}`;
}
