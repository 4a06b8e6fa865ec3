/** A document as people write them, with a slot in every text: what is read, at its usual depth. */
import type { FilledDocument } from './document-filler.js';
import { branch, type Branch, type Entry, type Slot, type Text, type Tree } from './slots.js';

const KINDS = ['send', 'receive'] as const;

export function usualDocument(): FilledDocument {
  const writer = new Writer();
  return { tree: writer.document(), slots: writer.slots };
}

class Writer {
  readonly slots: Slot[] = [];

  #slot(pointer: string, more: Partial<Slot> = {}): Slot {
    const shape = { kind: 'text', pointer: `/usual/${pointer}` } as const;
    const slot = { isUnique: false, shape, ...more, number: this.slots.length };
    this.slots.push(slot);
    return slot;
  }

  #text(pointer: string): Tree {
    return { kind: 'slot', slot: this.#slot(pointer) };
  }

  #unique(pointer: string): Tree {
    return { kind: 'slot', slot: this.#slot(pointer, { isUnique: true }) };
  }

  #key(pointer: string): Slot {
    return this.#slot(`${pointer}{}`, {
      isUnique: true,
      without: /[{}?#%\n\r\t\u2028\u2029]|\p{Surrogate}/gu,
    });
  }

  #texts(pointer: string, names: readonly string[]): readonly Entry[] {
    return names.map((name) => [name, this.#text(`${pointer}/${name}`)]);
  }

  document(): Branch {
    const channels = KINDS.flatMap((action) =>
      [false, true].map((replies) => ({ action, replies })),
    );
    const parts = channels.map(({ action, replies }) => this.#exchange(action, replies));
    return branch([
      ['asyncapi', '3.0.0'],
      ['info', branch(this.#texts('info', ['title', 'version', 'description']))],
      ['servers', branch([this.#server()])],
      ['channels', branch(parts.flatMap((part) => part.channels))],
      ['operations', branch(parts.map((part) => part.operation))],
      ['components', branch([['schemas', branch(this.#components())]])],
    ]);
  }

  #server(): Entry {
    const variable = this.#key('serverVariable');
    const inHost = this.#key('serverVariable');
    const values = branch([
      ['enum', [this.#unique('serverVariable/enum'), this.#unique('serverVariable/enum')]],
      ...this.#texts('serverVariable', ['description']),
    ]);
    return [
      this.#key('server'),
      branch([
        ['host', joined(['localhost-{', inHost, '}'])],
        ['protocol', 'mqtt'],
        ['pathname', joined(['up/{', variable, '}'])],
        [
          'variables',
          branch([
            [variable, values],
            [inHost, branch(this.#texts('v', ['default']))],
          ]),
        ],
        ...this.#texts('server', ['description', 'title', 'summary']),
      ]),
    ];
  }

  #exchange(action: string, replies: boolean): { channels: readonly Entry[]; operation: Entry } {
    const [channel, message, answer, reply] = [1, 2, 3, 4].map((n) => this.#key(`exchange${n}`));
    if (!channel || !message || !answer || !reply) throw new Error('There are four keys');
    const parameter = this.#key('parameter');
    const envelope = branch([
      ['type', 'object'],
      [
        'properties',
        branch([
          ['headers', replyTo],
          ['payload', this.#object(2)],
        ]),
      ],
    ]);
    const there: Entry = [
      channel,
      branch([
        [
          'address',
          joined([
            `${action}/`,
            this.#slot('address', { without: /[{}+#\0]/g }),
            '/{',
            parameter,
            '}',
          ]),
        ],
        ['parameters', branch([[parameter, this.#parameter()]])],
        ['messages', branch([[message, this.#message(replies ? envelope : this.#object(3))]])],
      ]),
    ];
    const back: Entry = [
      reply,
      branch([
        ['address', `${action}/reply`],
        ['messages', branch([[answer, this.#message(this.#object(2))]])],
      ]),
    ];
    const operation = branch([
      ['action', action],
      ['channel', link(['channels', channel])],
      ...this.#texts('operation', ['title', 'summary', 'description']),
      ...(replies ? [['reply', branch([['channel', link(['channels', reply])]])] as const] : []),
    ]);
    return {
      channels: replies ? [there, back] : [there],
      operation: [this.#key('operation'), operation],
    };
  }

  #parameter(): Tree {
    return branch([
      ['enum', [this.#unique('parameter/enum'), this.#unique('parameter/enum')]],
      ...this.#texts('parameter', ['description', 'default']),
    ]);
  }

  #message(payload: Tree): Tree {
    return branch([
      ['payload', payload],
      ['headers', this.#object(1)],
      ...this.#texts('message', ['title', 'summary', 'description', 'name']),
      [
        'examples',
        [branch([['payload', this.#data()], ...this.#texts('example', ['name', 'summary'])])],
      ],
    ]);
  }

  #data(): Tree {
    const [one, two] = [this.#key('data'), this.#key('data')];
    return branch([
      [one, this.#text('data')],
      [two, [this.#text('data'), branch([[this.#key('data'), this.#text('data')]])]],
    ]);
  }

  /** Properties of every type, and below some of them the same again. */
  #object(depth: number): Tree {
    const inner = (): Tree => (depth === 0 ? this.#scalar() : this.#object(depth - 1));
    const required = this.#key('property');
    const properties: readonly (readonly [Text, Tree])[] = [
      [required, this.#scalar()],
      [this.#key('property'), this.#enumeration()],
      [this.#key('property'), inner()],
      [
        this.#key('property'),
        branch([
          ['type', 'array'],
          ['items', inner()],
        ]),
      ],
      [
        this.#key('property'),
        branch([['oneOf', [this.#enumeration(), branch([['type', 'null']])]]]),
      ],
      [this.#key('property'), branch([['const', this.#data()]])],
      [this.#key('property'), this.#map()],
    ];
    return branch([
      ['type', 'object'],
      ['properties', branch(properties)],
      ['required', [{ kind: 'slot', slot: required }, this.#unique('required')]],
      ['default', this.#data()],
      ['examples', [this.#data()]],
      ...this.#texts('schema', ['title', 'description']),
    ]);
  }

  #scalar(): Tree {
    return branch([
      ['type', 'string'],
      ['default', this.#text('default')],
      ['examples', [this.#text('example')]],
      ...this.#texts('schema', ['format', 'contentMediaType', 'description']),
    ]);
  }

  #enumeration(): Tree {
    return branch([
      ['type', 'string'],
      ['enum', [this.#unique('enum'), this.#unique('enum'), this.#unique('enum')]],
    ]);
  }

  #map(): Tree {
    return branch([
      ['type', 'object'],
      ['additionalProperties', this.#enumeration()],
      ['patternProperties', branch([[this.#pattern(), this.#scalar()]])],
      ['dependencies', branch([[this.#key('dependency'), [this.#unique('dependency')]]])],
    ]);
  }

  #pattern(): Slot {
    const shape = { kind: 'text', pointer: '/usual/pattern{}', format: 'regex' } as const;
    return this.#slot('pattern', { shape, isUnique: true });
  }

  #components(): readonly Entry[] {
    const tuple = branch([
      ['type', 'array'],
      ['items', [this.#scalar(), this.#enumeration()]],
    ]);
    const schemas = [this.#object(1), this.#enumeration(), this.#scalar(), this.#map(), tuple];
    return schemas.map((schema) => [this.#key('schema'), schema]);
  }
}

const replyTo = branch([
  ['type', 'object'],
  ['properties', branch([['replyTo', branch([['type', 'string']])]])],
]);

function joined(parts: readonly Text[]): Tree {
  return { kind: 'joined', parts };
}

function link(path: readonly Text[]): Tree {
  return { kind: 'link', path };
}
