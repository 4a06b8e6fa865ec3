import type { IClientPublishOptions, IPublishPacket } from 'mqtt';
import type { RecordedProperties } from './recorded-message.js';

type PublishProperties = NonNullable<IClientPublishOptions['properties']>;

/** Returns the MQTT 5 properties of a packet for a recording; nothing if it has none of them. */
export function recordedProperties({ properties = {} }: IPublishPacket): {
  readonly properties?: RecordedProperties;
} {
  const { contentType, responseTopic, correlationData, userProperties } = properties;
  const recorded = {
    ...(contentType !== undefined && { contentType }),
    ...(responseTopic !== undefined && { responseTopic }),
    ...(correlationData && { correlationData: correlationData.toString('base64') }),
    ...(userProperties && { userProperties: { ...userProperties } }),
  };
  return Object.keys(recorded).length === 0 ? {} : { properties: recorded };
}

/** Returns the properties to publish a recorded message with. */
export function publishProperties(recorded: RecordedProperties): PublishProperties {
  const { correlationData, userProperties = {}, ...rest } = recorded;
  const user = Object.entries(userProperties).map(
    ([name, value]) => [name, typeof value === 'string' ? value : [...value]] as const,
  );
  return {
    ...rest,
    ...(correlationData !== undefined && {
      correlationData: Buffer.from(correlationData, 'base64'),
    }),
    ...(user.length > 0 && { userProperties: Object.fromEntries(user) }),
  };
}
