/** T-01: free text. That none of it becomes code is T-00's to show; this is what T-00 has to look at. */
import { describe, expect, it } from '@jest/globals';
import { fillDocument } from './document-filler.js';
import { Metaschema, textPositions } from './metaschema.js';
import { payloads } from './payloads.js';
import { markerOf } from './oracle.js';
import { exported, importOf, documentWith } from './small-document.js';
import { slotsByPointer } from './slots.js';

const fields = [
  'info/title',
  'info/version',
  'info/description',
  'license/name',
  'contact/name',
  'contact/url',
  'tag/name',
  'tag/description',
  'externalDocs/description',
  'externalDocs/url',
  'server/host',
  'server/pathname',
  'server/description',
  'serverVariable/default',
  'serverVariable/enum/items',
  'serverVariable/description',
  'operation/title',
  'operation/summary',
  'operation/description',
  'messageObject/name',
  'messageObject/title',
  'messageObject/summary',
  'messageObject/contentType',
  'messageExampleObject/name',
  'messageExampleObject/payload',
  'components/securitySchemes/patternProperties/^[\\w\\d\\.\\-_]+${}',
  'bindings-mqtt-0.2.0-server/clientId',
  'bindings-mqtt-0.2.0-server/lastWill/topic',
  'bindings-mqtt-0.2.0-server/lastWill/message',
];

/** `/definitions/info/allOf/0/properties/title` as `info/title`. */
function short(pointer: string): string {
  return pointer
    .replace('/definitions/', '')
    .replaceAll(/\/(?:properties|allOf\/0)(?=\/)/g, '')
    .replace(/^\//, '');
}

describe('T-01: free text', () => {
  const metaschema = new Metaschema('3.0.0');
  const { tree, slots } = fillDocument(metaschema);

  it('is among the positions that the oracle knows, and in the documents that it makes', () => {
    const known = new Set([...textPositions(metaschema).keys()].map(short));
    const filled = new Set(
      [...slotsByPointer(tree, markerOf).values()].flat().map(({ shape }) => short(shape.pointer)),
    );
    expect(fields.filter((field) => !known.has(field) || !filled.has(field))).toEqual([]);
    expect(slots.length).toBeGreaterThan(5000);
  });

  it('is itself where it is used at run time', async () => {
    const texts = payloads.filter((text) => !/[{}+#\0\ud800]/.test(text)).slice(0, 40);
    const servers = texts.map((text, index): [string, object] => [
      `s${index}`,
      {
        host: text,
        pathname: text,
        protocol: 'mqtt',
        variables: { [`v${index}`]: { default: text, enum: [text] } },
      },
    ]);
    const imported = await importOf(
      documentWith({}, { servers: JSON.parse(JSON.stringify(Object.fromEntries(servers))) }),
    );
    const api = JSON.parse(JSON.stringify(exported(imported, 'client.ts', 'hostileApi')));
    texts.forEach((text, index) => {
      expect(api.servers[`s${index}`]).toEqual({
        host: text,
        pathname: text,
        protocol: 'mqtt',
        variables: { [`v${index}`]: { default: text, values: [text] } },
      });
    });
  });
});
