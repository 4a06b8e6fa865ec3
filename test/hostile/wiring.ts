/** What the metaschema does not say: where references lead, and which texts have to agree. */
import { branch, type Branch, type Entry, type Slot, type Text, type Tree } from './slots.js';

const OPERATION = '/definitions/operation';
const REPLY = '/definitions/operationReply';

/** Characters that have a meaning of their own in a text, and so may change what is generated. */
const MEANINGFUL: readonly (readonly [pointer: RegExp, characters: RegExp])[] = [
  // Parameters in braces add parameters to methods; wildcards and NUL are no topics.
  [/\/(?:channel\/properties\/address|server\/properties\/(?:host|pathname))$/, /[{}+#\0]/g],
  // The parser looks for them with a dot, which stands for no line end.
  [/\/(?:parameters|serverVariables)\/additionalProperties\{\}$/, /[{}\n\r\u2028\u2029]/g],
  // The parser reads references as URLs: it loses what these do without, and decodes what they encode.
  [
    /\/(?:channels|channelMessages|servers|operations)\/additionalProperties\{\}$/,
    /[?#%\t\n\r]|\p{Surrogate}/gu,
  ],
];

interface Channel {
  readonly key: Text;
  readonly messages: readonly Text[];
}

export class Wiring {
  readonly #channels: Channel[] = [];
  readonly #replyChannels: Channel[] = [];
  readonly #servers: Text[] = [];
  #operations = 0;
  #replies = 0;
  #addresses = 0;
  #hosts = 0;

  /** Characters that a payload has to do without. */
  limitsOf(pointer: string): Partial<Slot> {
    const found = MEANINGFUL.find(([where]) => where.test(pointer));
    return found === undefined ? {} : { without: found[1] };
  }

  /** Where a reference at a place of the metaschema leads. */
  link(pointer: string): Tree | undefined {
    switch (pointer) {
      case `${OPERATION}/properties/channel`:
        this.#operations += 1;
        return linkTo(['channels', this.#channel().key]);
      case `${OPERATION}/properties/messages/items`:
        return messageLink(this.#channel());
      case `${REPLY}/properties/channel`:
        this.#replies += 1;
        return linkTo(['channels', this.#replyChannel().key]);
      case `${REPLY}/properties/messages/items`:
        return messageLink(this.#replyChannel());
      case '/definitions/channel/properties/servers/items':
        return this.#servers[0] === undefined ? undefined : linkTo(['servers', this.#servers[0]]);
      default:
        return undefined;
    }
  }

  /** Channels that no operation has yet. */
  get unusedChannels(): number {
    return Math.max(0, this.#channels.length - this.#operations);
  }

  rememberServers(entries: readonly Entry[]): void {
    this.#servers.push(...entries.map(([key]) => key));
  }

  /** The last ones are for replies. */
  rememberChannels(entries: readonly Entry[], replies: number): void {
    const channels = entries.map(([key, value]) => ({ key, messages: keysOf(value, 'messages') }));
    // An operation may name messages of its channel: those that have some come first.
    const others = channels.slice(0, -replies);
    this.#channels.push(
      ...others.filter(({ messages }) => messages.length > 0),
      ...others.filter(({ messages }) => messages.length === 0),
    );
    this.#replyChannels.push(...channels.slice(-replies));
  }

  /** Adds what an object cannot be without, and makes its texts agree. */
  wire(pointer: string, object: Branch): Branch {
    if (pointer === '/definitions/channel') return this.#wireChannel(object);
    return pointer === '/definitions/server' ? this.#wireServer(object) : object;
  }

  /** The variables stand in the pathname; the first server speaks MQTT, or there were no client. */
  #wireServer(object: Branch): Branch {
    this.#hosts += 1;
    const own = slotsIn(valueOf(object, 'pathname'));
    const parts = ['p', ...own, ...placeholders(object, 'variables')];
    const located = withEntry(object, 'pathname', { kind: 'joined', parts });
    return this.#hosts === 1 ? withEntry(located, 'protocol', 'mqtt') : located;
  }

  /** An address of its own, with the parameters that the channel has. */
  #wireChannel(object: Branch): Branch {
    this.#addresses += 1;
    const own = valueOf(object, 'address');
    const text = slotsIn(own);
    const parts = [`a${this.#addresses}/`, ...text, ...placeholders(object, 'parameters')];
    return withEntry(object, 'address', { kind: 'joined', parts });
  }

  #channel(): Channel {
    return this.#channels[(this.#operations - 1) % this.#channels.length] ?? nowhere;
  }

  #replyChannel(): Channel {
    return this.#replyChannels[(this.#replies - 1) % this.#replyChannels.length] ?? nowhere;
  }
}

const nowhere: Channel = { key: 'nowhere', messages: [] };

function messageLink({ key, messages: [message = 'nothing'] }: Channel): Tree {
  return linkTo(['channels', key, 'messages', message]);
}

function linkTo(path: readonly Text[]): Tree {
  return { kind: 'link', path };
}

function valueOf(object: Branch, name: string): Tree | undefined {
  return object.entries.find(([key]) => key === name)?.[1];
}

function keysOf(tree: Tree | undefined, name?: string): readonly Text[] {
  if (typeof tree !== 'object' || tree === null || !('kind' in tree)) return [];
  if (tree.kind !== 'branch') return [];
  return name === undefined ? tree.entries.map(([key]) => key) : keysOf(valueOf(tree, name));
}

function placeholders(object: Branch, name: string): readonly Text[] {
  return keysOf(object, name).flatMap((key) => ['/{', key, '}']);
}

function slotsIn(tree: Tree | undefined): readonly Slot[] {
  const isSlot =
    typeof tree === 'object' && tree !== null && 'kind' in tree && tree.kind === 'slot';
  return isSlot ? [tree.slot] : [];
}

function withEntry(object: Branch, name: string, value: Tree): Branch {
  return branch([...object.entries.filter(([key]) => key !== name), [name, value]]);
}
