/** What is reserved is what the base classes have, found by reflection, and what JavaScript reads. */
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import ts from 'typescript';
import { reservedMembers, reservedOptions } from '../../src/plan/names/reserved.js';
import { ApiClient, ApiMockServer } from '../../templates/runtime/index.js';
import { root } from '../support/project.js';
import { strictest } from '../support/type-check.js';

function membersOf(base: { readonly prototype: object }): readonly string[] {
  return Object.getOwnPropertyNames(base.prototype);
}

const ofBases = new Set([...membersOf(ApiClient), ...membersOf(ApiMockServer)]);
const ofObjects = Object.getOwnPropertyNames(Object.prototype).filter(
  (name) => !name.startsWith('__'),
);
/** Static methods of the generated classes, and what makes an object a promise or a text. */
const others = ['connect', 'start', 'prototype', 'then', 'catch', 'finally', 'toJSON'];

it('holds every member of the base classes', () => {
  expect([...ofBases].filter((name) => !reservedMembers.has(name))).toEqual([]);
});

it('holds nothing that nobody can explain', () => {
  const explained = new Set([...ofBases, ...ofObjects, ...others]);
  expect([...reservedMembers].filter((name) => !explained.has(name))).toEqual([]);
});

it('holds every option of a client and of a mock server, and what every object has', () => {
  const files = ['options', 'mock/mock-options'].map((file) =>
    join(root, 'templates/runtime', `${file}.ts`),
  );
  const program = ts.createProgram(files, { ...strictest, noEmit: true });
  const checker = program.getTypeChecker();
  const names = program
    .getSourceFiles()
    .filter(({ fileName }) => files.some((file) => fileName.endsWith(file.replaceAll('\\', '/'))))
    .flatMap(({ statements }) => statements.filter(ts.isInterfaceDeclaration))
    .filter(({ name }) => /^(Connect|Mock)Options$/.test(name.text))
    .flatMap((declaration) => checker.getTypeAtLocation(declaration).getProperties())
    .map(({ name }) => name);
  expect(names).toContain('timeoutMs');
  expect([...reservedOptions].toSorted()).toEqual(
    [...new Set([...names, ...ofObjects, 'handlers'])].toSorted(),
  );
});
