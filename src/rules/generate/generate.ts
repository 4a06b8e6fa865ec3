import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.js';
import { isTopicName } from '../../../templates/runtime/topic.js';
import type { Address, Api, Operation } from '../../model/api.js';
import { below, originId, type Origin } from '../../model/origin.js';
import { contentFindings } from './content.js';
import { replySamples } from '../../plan/views/mock-view.js';
import { isMqttApi } from '../../plan/parts.js';
import { complaintAbout, patternsIn } from '../patterns.js';
import type { ApiPlan } from '../../plan/plan.js';
import type { NameClash } from '../../plan/names/name-clashes.js';
import type { SubjectClash } from '../../plan/names/operation-names.js';

/** Finds the place of a node of the document. */
export type Locate = (origin: Origin) => Place;

/** What a user should know of the names and files that were planned. */
export function planFindings(plan: ApiPlan, locate: Locate): readonly Diagnostic[] {
  const invalid = [...invalidPatterns(plan, locate), ...invalidAddresses(plan, locate)];
  if (invalid.length > 0) return invalid;
  return [
    ...plan.types.clashes.map((clash) => nameClash(clash, locate)),
    ...plan.subjectClashes.map((clash) => subjectClash(clash, locate)),
    ...contentFindings(plan, locate),
    ...missingSamples(plan, locate),
    ...unreachable(plan, locate),
    ...withoutMqtt(plan, locate),
  ];
}

/** No validator can be made of such a schema, so nothing that needs one is looked at. */
function invalidPatterns({ api }: ApiPlan, locate: Locate): readonly Diagnostic[] {
  return [...api.schemas.values()].flatMap(patternsIn).flatMap((pattern) => {
    const complaint = complaintAbout(pattern, '');
    if (complaint === undefined) return [];
    return [
      diagnostic('PATTERN_INVALID', {
        message: `The pattern is no regular expression: ${complaint}.`,
        help: 'Correct it; patterns are those of JavaScript (ECMA-262), without slashes around them.',
        place: locate(pattern.origin),
      }),
    ];
  });
}

/** No topic can hold wildcards or nothing (MQTT-4.7.1-1, MQTT-4.7.3-1), so no method could work. */

function invalidAddresses({ api }: ApiPlan, locate: Locate): readonly Diagnostic[] {
  if (!isMqttApi(api)) return [];
  return api.channels.flatMap(({ id, address, origin }) => {
    if (address === undefined || isTopic(address)) return [];
    return [
      diagnostic('ADDRESS_INVALID', {
        message: `The address of the channel ${id} is no MQTT topic: it is empty, too long, or holds +, # or a control character.`,
        help: 'Write a parameter such as {name} for the part that differs from message to message.',
        place: locate(below(origin, 'address')),
      }),
    ];
  });
}

function isTopic({ text, segments }: Address): boolean {
  const fixed = segments.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  return fixed === '' ? text !== '' : isTopicName(fixed);
}

function nameClash({ wanted, given }: NameClash, locate: Locate): Diagnostic {
  const [first, ...others] = given;
  const names = given.map(({ name }) => name).join(', ');
  return diagnostic('NAME_CLASH', {
    message: `The type name ${wanted} is wanted more than once: it became ${names}.`,
    help: 'Rename one of the schemas, so that each name can be the plain one and stays so.',
    ...(first === undefined ? {} : { place: locate(first.origin) }),
    related: others.map(({ name, origin }) => ({
      message: `became ${name}`,
      place: locate(origin),
    })),
  });
}

function subjectClash({ operation, wanted, given }: SubjectClash, locate: Locate): Diagnostic {
  return diagnostic('METHOD_NAME_CLASH', {
    message: `The operation ${operation.id} cannot be called ${wanted}: it is called ${given}.`,
    help: 'Rename the operation, if another name is wanted.',
    place: locate(operation.origin),
  });
}

function missingSamples({ operations, samples }: ApiPlan, locate: Locate): readonly Diagnostic[] {
  const answered = new Set(replySamples(operations, samples).map(([{ operation }]) => operation));
  return operations
    .filter(
      ({ operation, reply }) =>
        operation.kind === 'request' && reply.length > 0 && !answered.has(operation),
    )
    .map(({ operation }) =>
      diagnostic('NO_SAMPLE', {
        message: `No valid reply to ${operation.id} could be found for the mock server to answer with.`,
        help: 'Give the reply message a valid example.',
        place: locate(operation.origin),
      }),
    );
}

function unreachable({ api, operations }: ApiPlan, locate: Locate): readonly Diagnostic[] {
  const planned = new Set(operations.map(({ operation }) => operation));
  const used = new Set(
    api.operations.flatMap((operation) => [
      originId(operation.channel.origin),
      ...('reply' in operation && operation.reply.channel !== undefined
        ? [originId(operation.reply.channel.origin)]
        : []),
    ]),
  );
  return [
    ...api.operations
      .filter((operation) => !planned.has(operation))
      .flatMap((operation) => unreachableOperation(operation, api, locate)),
    ...api.channels
      .filter(({ origin, messages }) => messages.length > 0 && !used.has(originId(origin)))
      .map((channel) =>
        diagnostic('CHANNEL_WITHOUT_OPERATION', {
          message: `The channel ${channel.id} has messages but no operation, so it has no method.`,
          help: `Add an operation whose channel is "#/channels/${channel.id}".`,
          place: locate(channel.origin),
        }),
      ),
  ];
}

function unreachableOperation(
  { id, channel }: Operation,
  api: Api,
  locate: Locate,
): readonly Diagnostic[] {
  const place = locate(channel.origin);
  if (channel.address === undefined) {
    return [
      diagnostic('CHANNEL_WITHOUT_ADDRESS', {
        message: `The operation ${id} has no method: its channel ${channel.id} has no address.`,
        help: 'Give the channel an address.',
        place,
      }),
    ];
  }
  if (!isMqttApi(api)) return [];
  return [
    diagnostic('CHANNEL_WITHOUT_MQTT', {
      message: `The operation ${id} has no method: its channel ${channel.id} is restricted to ${channel.servers.join(', ')}, and none of them speaks MQTT.`,
      help: 'Add a server with protocol mqtt, mqtts, ws or wss to the servers of the channel to have it.',
      place,
    }),
  ];
}

function withoutMqtt({ api }: ApiPlan, locate: Locate): readonly Diagnostic[] {
  const [server] = api.servers;
  if (server === undefined || isMqttApi(api)) return [];
  const protocols = [...new Set(api.servers.map(({ protocol }) => protocol))].join(', ');
  return [
    diagnostic('NO_MQTT_SERVER', {
      message: `The servers speak ${protocols}: types and validators are generated, client and mock server are left out.`,
      help: 'Add a server with protocol mqtt, mqtts, ws or wss to have them.',
      place: locate(server.origin),
    }),
  ];
}
