/** Selects the server of a document, and derives its URL and its topic prefix. */
import type {
  ApiDescriptor,
  ServerDescriptor,
  VariableDescriptor,
} from "../descriptor.js";
import { ConnectionError, TopicError } from "../errors.js";
import { checkTopicValue } from "../topics/topic.js";

/**
 * Values of server variables, by their names in the document; `undefined` if the caller gave none.
 */
export type VariableValues = Readonly<Record<string, string | undefined>>;

type Protocol = "mqtt" | "mqtts" | "ws" | "wss";

/** The protocols by their names in documents. */
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

/** Returns the named server, by default the first; throws a `ConnectionError` if there is none. */
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
      `The document of ${api.name} has no server "${wanted}". Its servers: ${names === "" ? "none" : names}`,
    );
  }
  return selected;
}

/** Returns the topic prefix; throws a `TopicError` if the value of a variable is not allowed. */
export function prefixOf(
  server: ServerDescriptor,
  variables: VariableValues,
): string {
  return fillTopic(server.pathname ?? "", server, variables);
}

/** Fills the server variables into a topic or a part of one. */
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
      `The topics of this API contain the server variable "${name}", which has no value. Pass it in the options of \`connect\` or \`start\``,
    );
  }
}

/** Returns the URL of a server; throws a `ConnectionError` if the document does not determine it. */
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
      `The document has no MQTT server to connect to (host "${withoutUser(server.host)}", protocol "${server.protocol}"). Pass a \`url\` or a \`client\``,
    );
  }
  return `${protocol}://${host}${/:\d+$/.test(host) ? "" : `:${DEFAULT_PORTS[protocol]}`}`;
}

/** Refuses values of host variables that would change the structure of the URL. */
function checkHostPart(
  name: string,
  value: string | undefined,
  variable: VariableDescriptor | undefined,
): asserts value is string {
  const isAllowed = variable?.values?.includes(value ?? "") ?? true;
  if (value === undefined || !isAllowed || !/^[\w.:[\]-]+$/.test(value)) {
    throw new ConnectionError(
      `The host of the server contains the variable "${name}", which cannot be ${value === undefined ? value : JSON.stringify(withoutUser(value))}. Pass an allowed value, or a \`url\``,
    );
  }
}

/** Removes user name and password, which a document may put before the host. */
function withoutUser(host: string): string {
  return host.slice(host.lastIndexOf("@") + 1);
}

function fill(template: string, valueOf: (name: string) => string): string {
  return template.replace(/\{([^{}]+)\}/g, (_match, name: string) =>
    valueOf(name),
  );
}
