import { describe, expect, it } from '@jest/globals';
import { brief, documentOf, loadText, only } from './loading.js';

const rest = "info: {title: T, version: '1'}\nchannels: {}\n";

describe('the version', () => {
  it.each(['2.0.0', '2.6.0', '3.0.0', '3.1.0'])('%s is read', async (version) => {
    expect(documentOf(await loadText(`asyncapi: ${version}\n${rest}`)).version).toBe(version);
  });

  it.each(['1.2.0', '2.7.0', '2.6.1', '3.0.1', '3.2.0', '4.0.0', '3', 'latest', "'3.0'", '[]'])(
    '%s is refused',
    async (version) => {
      const found = await loadText(`\nasyncapi: ${version}\n${rest}`);
      expect(brief(found)).toEqual(['ASYNCAPI_VERSION_UNSUPPORTED 2:1']);
    },
  );

  it('has to be there', async () => {
    expect(brief(await loadText(rest))).toEqual(['ASYNCAPI_VERSION_MISSING 1:1']);
    expect(brief(await loadText('just a text'))).toEqual(['ASYNCAPI_VERSION_MISSING 1:1']);
  });

  it.each([
    ['openapi: 3.1.0', 'OpenAPI'],
    ["swagger: '2.0'", 'Swagger'],
    ['$schema: http://json-schema.org/draft-07/schema', 'JSON Schema'],
  ])('of another kind of document is told: %s', async (text, kind) => {
    const found = only(await loadText(text));
    expect(found.code).toBe('NOT_ASYNCAPI');
    expect(found.message).toContain(kind);
  });
});
