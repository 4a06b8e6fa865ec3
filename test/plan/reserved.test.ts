/** What is reserved is what the base classes have, found by reflection, and what JavaScript reads. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import ts from 'typescript';
import { reservedMembers, reservedOptions } from '../../src/plan/names/reserved.js';
import { ApiClient, ApiMockServer } from '../../templates/runtime/index.js';
import { root } from '../support/project.js';

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

it('holds every option of a connection and of a mock server, and what every object has', () => {
  const names = ['options', 'mock/mock-options'].flatMap((file) => {
    const text = readFileSync(join(root, 'templates/runtime', `${file}.ts`), 'utf8');
    return ts
      .createSourceFile(file, text, ts.ScriptTarget.Latest, true)
      .statements.filter((statement) => ts.isInterfaceDeclaration(statement))
      .filter(({ name }) => /^(Connect|Mock)Options$/.test(name.text))
      .flatMap(({ members }) => members.map(({ name }) => name?.getText() ?? ''));
  });
  expect([...reservedOptions].toSorted()).toEqual([...names, ...ofObjects].toSorted());
});
