/** Builds documents that have something at every position that the metaschema knows. */
import { valueAt } from '../../src/json/pointer.js';
import {
  type MapShape,
  type Metaschema,
  type ObjectShape,
  type Place,
  type Shape,
} from './metaschema.js';
import { branch, type Branch, type Entry, type Slot, type Tree } from './slots.js';
import { Wiring } from './wiring.js';

/** So many times an object is given with all that it may hold; after that with one field at a time. */
const WHOLE = 5;
/** Maps whose values are given whole, and then with each of their fields alone: none hides another. */
const SPREAD =
  /^\/definitions\/(?:servers|channels|operations)\/|\/components\/properties\/(?:schemas|messages)\//;
/** Objects within objects; below that what holds nothing is taken, where there is a choice. */
const DEEPEST = 12;
/** Order matters to references only. */
const ORDER = ['asyncapi', 'id', 'info', 'servers', 'channels', 'operations', 'components'];

const REPLY_CHANNELS = 2;

export interface FilledDocument {
  readonly tree: Branch;
  readonly slots: readonly Slot[];
}

export interface FillOptions {
  /** Pointers of the metaschema that are left out. */
  readonly without?: ReadonlySet<string>;
  /** Which alternative is taken first, where there are several. */
  readonly turn?: number;
}

/** A document that is valid whatever its slots hold, as far as its version says. */
export function fillDocument(metaschema: Metaschema, options: FillOptions = {}): FilledDocument {
  return new Filler(metaschema, options).document();
}

class Filler {
  readonly #slots: Slot[] = [];
  readonly #turns = new Map<string, number>();
  readonly #wiring = new Wiring();

  constructor(
    private readonly metaschema: Metaschema,
    private readonly options: FillOptions,
  ) {}

  document(): FilledDocument {
    const [shape] = this.metaschema.shapesOf(this.metaschema.root);
    if (shape?.kind !== 'object') throw new Error('The metaschema describes no object');
    const rank = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : 99);
    const names = [...shape.properties.keys()].toSorted((a, b) => rank(a) - rank(b));
    const entries = names.flatMap((name) => this.#section(name, this.#property(shape, name, [])));
    const extensions = shape.maps.flatMap((map) => this.#map(map, []));
    return { tree: branch([...entries, ...extensions]), slots: this.#slots };
  }

  /** Channels get more of them, so that each form of a message is in one; operations use them all. */
  #section(name: string, entries: readonly Entry[]): readonly Entry[] {
    const own = entries.flatMap(([, value]) => (isBranch(value) ? value.entries : []));
    if (name === 'servers') this.#wiring.rememberServers(own);
    if (name === 'channels') {
      const all = [...own, ...this.#messageChannels()];
      this.#wiring.rememberChannels(all, REPLY_CHANNELS);
      return [[name, branch(all)]];
    }
    if (name !== 'operations') return entries;
    const more = Array.from({ length: this.#wiring.unusedChannels }, () => this.#plainOperation());
    return [[name, branch([...own, ...more])]];
  }

  #messageChannels(): readonly Entry[] {
    const [messages] = this.#objectAt('/definitions/channelMessages').maps;
    const [channels] = this.#objectAt('/definitions/channels').maps;
    if (messages === undefined || channels === undefined) return [];
    const bodies = this.#spread(messages.values, []);
    return [...bodies, ...Array.from({ length: REPLY_CHANNELS }, () => bodies[0] ?? null)].map(
      (body) => {
        const inner = branch([[this.#key(messages), body]]);
        const channel = branch([['messages', inner]]);
        return [this.#key(channels), this.#wiring.wire('/definitions/channel', channel)];
      },
    );
  }

  #plainOperation(): Entry {
    const [operations] = this.#objectAt('/definitions/operations').maps;
    if (operations === undefined) throw new Error('There are no operations');
    const [operation] = this.#free(operations.values);
    if (operation?.kind !== 'object') throw new Error('Operations are no objects');
    return [this.#key(operations), this.#with(operation, [], [])];
  }

  #objectAt(pointer: string): ObjectShape {
    const schema = valueAt(this.metaschema.root.schema, pointer) ?? true;
    const [shape] = this.metaschema.shapesOf({ pointer, schema });
    if (shape?.kind !== 'object') throw new Error(`There is no object at ${pointer}`);
    return shape;
  }

  #key({ key }: MapShape): Slot {
    return this.#slot(key, { ...this.#wiring.limitsOf(key.pointer), isUnique: true });
  }

  #slot(shape: Slot['shape'], more: Partial<Slot> = {}): Slot {
    const slot = { isUnique: false, ...more, number: this.#slots.length, shape };
    this.#slots.push(slot);
    return slot;
  }

  #place(place: Place, path: readonly string[]): Tree | undefined {
    if (this.options.without?.has(place.pointer) === true) return undefined;
    const linked = this.#wiring.link(place.pointer);
    if (linked !== undefined) return linked;
    const shapes = this.#free(place);
    const turn = this.#turn(place.pointer);
    const simple = shapes.find(({ kind }) => kind === 'fixed' || kind === 'text');
    const next = shapes[turn % shapes.length];
    const shape = path.length > DEEPEST ? (simple ?? next) : next;
    return shape === undefined ? undefined : this.#shape(shape, path);
  }

  /** What may stand there beside a reference, which names nothing of its own. */
  #free(place: Place): readonly Exclude<Shape, { kind: 'reference' }>[] {
    return this.metaschema.shapesOf(place).filter((shape) => shape.kind !== 'reference');
  }

  #turn(pointer: string): number {
    const turn = this.#turns.get(pointer) ?? this.options.turn ?? 0;
    this.#turns.set(pointer, turn + 1);
    return turn;
  }

  #shape(shape: Exclude<Shape, { kind: 'reference' }>, path: readonly string[]): Tree {
    switch (shape.kind) {
      case 'fixed':
        return JSON.parse(JSON.stringify(shape.value));
      case 'text':
        return this.#text(shape);
      case 'any':
        return this.#data(shape.pointer);
      case 'list':
        return this.#list(shape, path);
      case 'object':
        return this.#object(shape, path);
    }
  }

  #text(shape: Slot['shape']): Tree {
    return { kind: 'slot', slot: this.#slot(shape, this.#wiring.limitsOf(shape.pointer)) };
  }

  /** Data of any form: texts in it, and a key. */
  #data(pointer: string): Tree {
    const text = (): Tree => ({
      kind: 'slot',
      slot: this.#slot({ kind: 'text', pointer }, { isUnique: true }),
    });
    if (this.#turn(`${pointer} data`) % 2 === 0) return text();
    const key = this.#slot({ kind: 'text', pointer: `${pointer}{}` }, { isUnique: true });
    return branch([
      [key, text()],
      ['list', [text(), 1, null]],
    ]);
  }

  /** One item for each alternative, two where there is one. */
  #list({ items, isTuple }: Extract<Shape, { kind: 'list' }>, path: readonly string[]): Tree {
    const linked = this.#wiring.link(items.pointer);
    if (linked !== undefined) return [linked];
    const shapes = this.#free(items);
    const twice = shapes.length === 1 && !isTuple ? [...shapes, ...shapes] : shapes;
    const wanted = isTuple || path.length > DEEPEST ? shapes.slice(0, 1) : twice;
    return wanted.map((shape) =>
      shape.kind === 'text'
        ? { kind: 'slot', slot: this.#slot(shape, { isUnique: true }) }
        : this.#shape(shape, [...path, items.pointer]),
    );
  }

  #object(shape: ObjectShape, path: readonly string[]): Tree {
    const depth = path.filter((pointer) => pointer === shape.pointer).length;
    if (depth >= 2) return this.#with(shape, [], path);
    const isWhole = depth === 0 && this.#turn(`${shape.pointer} whole`) < WHOLE;
    if (isWhole) return this.#with(shape, undefined, path);
    const names = this.#optional(shape);
    const name = names[this.#turn(`${shape.pointer} one`) % names.length];
    return this.#with(shape, name === undefined ? [] : [name], path);
  }

  #optional({ properties, required }: ObjectShape): readonly string[] {
    return [...properties.keys()].filter((name) => !required.has(name));
  }

  /** The object with what it has to hold and some more; with everything where nothing is said. */
  #with(shape: ObjectShape, some: readonly string[] | undefined, path: readonly string[]): Branch {
    const wanted = (name: string): boolean =>
      some === undefined || some.includes(name) || shape.required.has(name);
    const inner = [...path, shape.pointer];
    const entries = [...shape.properties.keys()]
      .filter(wanted)
      .flatMap((name) => this.#property(shape, name, inner));
    const mapped = some === undefined || shape.properties.size === 0;
    const maps = mapped ? shape.maps.flatMap((map) => this.#map(map, inner)) : [];
    return this.#wiring.wire(shape.pointer, branch([...entries, ...maps]));
  }

  #property(shape: ObjectShape, name: string, path: readonly string[]): readonly Entry[] {
    const place = shape.properties.get(name);
    const value = place === undefined ? undefined : this.#place(place, path);
    return value === undefined ? [] : [[name, value]];
  }

  #map(map: MapShape, path: readonly string[]): readonly Entry[] {
    const values = SPREAD.test(map.pointer)
      ? this.#spread(map.values, path)
      : [this.#place(map.values, path), this.#place(map.values, path)];
    return values.flatMap((value): readonly Entry[] => {
      if (value === undefined) return [];
      return [[this.#key(map), value]];
    });
  }

  /** Whole, and then with each of the optional fields alone, in every form that it can have. */
  #spread(place: Place, path: readonly string[]): readonly Tree[] {
    return this.#free(place).flatMap((shape) => {
      if (shape.kind !== 'object') return [this.#shape(shape, path)];
      const alone = [...shape.properties].flatMap(([name, field]) =>
        this.#free(field).map(() => this.#with(shape, [name], path)),
      );
      return [this.#with(shape, undefined, path), ...alone];
    });
  }
}

function isBranch(tree: Tree): tree is Branch {
  return typeof tree === 'object' && tree !== null && 'kind' in tree && tree.kind === 'branch';
}
