/** Which server, at which URL, and what stands before every channel address there. */
import type {
  ApiDescriptor,
  ServerDescriptor,
  VariableDescriptor,
} from "../descriptor.js";
import { ConnectionError, TopicError } from "../errors.js";
import { checkTopicValue } from "../topics/topic.js";

/** By the names of the document; `undefined` where the caller gave none. */
export type VariableValues = Readonly<Record<string, string | undefined>>;

type Protocol = "mqtt" | "mqtts" | "ws" | "wss";

/** By what documents call them. */
const PROTOCOLS: ReadonlyMap<string, Protocol> = new Map([
  ["mqtt", "mqtt"],
  ["mqtts", "mqtts"],
  ["secure-mqtt", "mqtts"],
  ["mqtt5", "mqtt"],
  ["ws", "ws"],
  ["wss", "wss"],
]);

const DEFAULT_PORTS: Readonly<Record<Protocol, number>> = {
  mqtt: 1883,
  mqtts: 8883,
  ws: 80,
  wss: 443,
};

/** By default the document's first; throws a `ConnectionError` at a name that it does not have. */
export function selectServer(
  api: ApiDescriptor,
  wanted: string | undefined,
): ServerDescriptor {
  const servers = new Map(Object.entries(api.servers));
  const [first = { host: "", protocol: "mqtt" }] = servers.values();
  const selected = wanted === undefined ? first : servers.get(wanted);
  if (selected === undefined) {
    const names = [...servers.keys()].join(", ");
    throw new ConnectionError(
      `The document of ${api.name} has no server "${wanted}"; it has ${names === "" ? "none" : names}`,
    );
  }
  return selected;
}

/** What stands before every channel address; throws a `TopicError` where a value cannot. */
export function prefixOf(
  server: ServerDescriptor,
  variables: VariableValues,
): string {
  return fillTopic(server.pathname ?? "", server, variables);
}

/** A topic, or a part of one, with the server's variables filled in. */
export function fillTopic(
  template: string,
  server: ServerDescriptor,
  variables: VariableValues,
): string {
  const values = new Map(Object.entries(variables));
  return fill(template, (name) => {
    const variable = server.variables?.[name];
    const value = values.get(name) ?? variable?.default;
    checkGiven(name, value);
    checkTopicValue({ name, values: variable?.values }, value);
    return value;
  });
}

function checkGiven(name: string, value: string | undefined): void {
  if (value === undefined) {
    throw new TopicError(
      `The topics of this API hold the server variable "${name}", and no value was given for it`,
    );
  }
}

/** Throws a `ConnectionError` where the document does not say enough. */
export function urlOf(
  server: ServerDescriptor,
  variables: VariableValues,
): string {
  const values = new Map(Object.entries(variables));
  const host = fill(server.host, (name) => {
    const variable = server.variables?.[name];
    const value = values.get(name) ?? variable?.default;
    checkHostPart(name, value, variable);
    return value;
  });
  const protocol = PROTOCOLS.get(server.protocol.toLowerCase());
  if (host === "" || protocol === undefined) {
    throw new ConnectionError(
      `The document names no MQTT server to connect to (host "${withoutUser(server.host)}", protocol "${server.protocol}"): give a \`url\` or a \`client\``,
    );
  }
  return `${protocol}://${host}${/:\d+$/.test(host) ? "" : `:${DEFAULT_PORTS[protocol]}`}`;
}

/** Nothing that would make it another URL. */
function checkHostPart(
  name: string,
  value: string | undefined,
  variable: VariableDescriptor | undefined,
): asserts value is string {
  const isAllowed = variable?.values?.includes(value ?? "") ?? true;
  if (value === undefined || !isAllowed || !/^[\w.:[\]-]+$/.test(value)) {
    throw new ConnectionError(
      `The server's host holds the variable "${name}", for which ${value === undefined ? value : JSON.stringify(withoutUser(value))} cannot stand: give it a value, or a \`url\``,
    );
  }
}

/** What is shown of a host: a document may put user name and password before it. */
function withoutUser(host: string): string {
  return host.slice(host.lastIndexOf("@") + 1);
}

function fill(template: string, valueOf: (name: string) => string): string {
  return template.replace(/\{([^{}]+)\}/g, (_place, name: string) =>
    valueOf(name),
  );
}
