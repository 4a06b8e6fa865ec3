import { byCodePoint } from '../../system/code-point-order.js';
import type { Operation } from '../../model/api.js';
import { code, type Code } from '../code/code.js';
import { hasMixedHeaders, requiresHeaders } from '../operations/header-types.js';
import { hasOptionalIds } from '../operations/optional-id.js';
import { isSender, type Side } from '../operations/side.js';
import type { OperationPlan } from '../operations/operation-plan.js';
import { assertionNames, assertionOf } from '../operations/payload-type.js';

/** An import of a generated file from the runtime: a value, or only a type. */
interface RuntimeImport {
  readonly name: Code;
  readonly isType: boolean;
}

const value = (name: Code): RuntimeImport => ({ name, isType: false });
const type = (name: Code): RuntimeImport => ({ name, isType: true });

type ImportTable = Readonly<Record<Operation['kind'] | 'always', readonly RuntimeImport[]>>;

const tables: Readonly<Record<Side, ImportTable>> = {
  client: {
    always: [value(code`openSession`), type(code`ConnectOptions`)],
    publish: [type(code`PublishOptions`)],
    subscribe: [
      ...[type(code`Handler`), type(code`HandlerOptions`), type(code`MessageStream`)],
      ...[type(code`StreamOptions`), type(code`Subscription`), value(code`receiveWith`)],
    ],
    request: [type(code`RepliesOptions`), type(code`RequestOptions`)],
    respond: [
      ...[type(code`RequestHandler`), type(code`SubscribeOptions`), type(code`Subscription`)],
      value(code`answerWith`),
    ],
  },
  mock: {
    always: [value(code`startMockServer`), type(code`MockOptions`)],
    publish: [type(code`Handler`)],
    subscribe: [type(code`PublishOptions`)],
    request: [type(code`RequestHandler`)],
    respond: [type(code`RequestOptions`)],
  },
};

const baseClasses: Readonly<Record<Side, Code>> = {
  client: code`ApiClient`,
  mock: code`ApiMockServer`,
};

/** The globals that a generated file uses. */
const globals = ['AsyncIterable', 'Omit', 'Partial', 'Promise', 'Required', 'Uint8Array'];

export interface RuntimeImports {
  /** The local name of the base class. */
  readonly baseClass: Code;
  /** The import specifiers, sorted by name. */
  readonly specifiers: readonly Code[];
  /** All names that the file uses and that no type of the document may shadow. */
  readonly names: ReadonlySet<string>;
}

interface ClassFacts {
  readonly className: Code;
  /** Whether the descriptor has the quirks of EVerest. */
  readonly isEverest?: boolean;
}

/** Returns what `client.ts` or `mock-server.ts` imports from the runtime. */
export function runtimeImports(
  side: Side,
  plans: readonly OperationPlan[],
  { className, isEverest = false }: ClassFacts,
): RuntimeImports {
  const kinds = new Set(plans.map(({ operation }) => operation.kind));
  const quirks = isEverest ? [value(code`everestQuirks`)] : [];
  const extra = [...extraImports(side, plans), ...quirks];
  const base = value(baseClasses[side]);
  const tableEntries = (['always', ...kinds] as const).flatMap((key) => tables[side][key]);
  const byName = new Map([base, ...tableEntries, ...extra].map((each) => [each.name, each]));
  const sorted = [...byName.values()].toSorted((a, b) => byCodePoint(a.name, b.name));
  const baseClass = base.name === className ? code`Base${base.name}` : base.name;
  return {
    baseClass,
    specifiers: sorted.map(({ name, isType }) => {
      if (name === base.name && baseClass !== name) return code`${name} as ${baseClass}`;
      return isType ? code`type ${name}` : name;
    }),
    names: new Set([...byName.keys(), baseClass, ...globals]),
  };
}

function extraImports(side: Side, plans: readonly OperationPlan[]): readonly RuntimeImport[] {
  return [
    ...(side === 'client' ? plans.flatMap(plainAssertions).map(value) : []),
    ...headerImports(side, plans).map(type),
    ...(plans.some((plan) => hasOptionalIds(plan, side)) ? [type(code`WithOptionalId`)] : []),
    ...(side === 'client' && plans.some(hasHandlers) ? [type(code`MessageContext`)] : []),
  ];
}

/** Returns the assertions of payloads without a schema. */
function plainAssertions({ messages, replies }: OperationPlan): readonly Code[] {
  return [...messages, ...replies].flatMap(({ body }) =>
    body?.kind === 'declared' ? [] : (assertionOf(body, assertionNames) ?? []),
  );
}

function headerImports(side: Side, plans: readonly OperationPlan[]): readonly Code[] {
  const isRequired = plans.some((plan) => isSender(plan, side) && requiresHeaders(plan));
  return [
    ...(isRequired ? [code`WithHeaders`] : []),
    ...(plans.some(hasMixedHeaders) ? [code`Headers`] : []),
  ];
}

function hasHandlers({ handlersType }: OperationPlan): boolean {
  return handlersType !== undefined;
}
