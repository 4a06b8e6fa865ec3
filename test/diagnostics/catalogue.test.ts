import { describe, expect, it } from '@jest/globals';
import { catalogue, diagnostic } from '../../src/diagnostics/catalogue.js';

describe('the catalogue', () => {
  it.each(Object.entries(catalogue))('%s has a title and an explanation', (code, entry) => {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/);
    expect(entry.title).toMatch(/^\S.*[^.\s]$/);
    expect(entry.explanation).toMatch(/^\S[^]*\.$/);
  });

  it('gives a finding its severity', () => {
    const fields = { message: 'm', help: 'h' };
    expect(diagnostic('REF_NOT_FOUND', fields)).toEqual({
      code: 'REF_NOT_FOUND',
      severity: 'error',
      ...fields,
    });
    expect(diagnostic('EXAMPLE_INVALID', fields).severity).toBe('warning');
  });
});
