import { describe, expect, it } from 'vitest';
import { exportedTypesIn, namesTakenTwice } from '../../checks/exported-types.ts';

const namesIn = (text: string) => exportedTypesIn('a.ts', text).map(({ name }) => name);

describe('exportedTypesIn', () => {
  it('exportedTypesIn finds exported interfaces, type aliases, classes and enums', () => {
    const text = `
      export interface Alert { readonly id: string }
      export type Day = string;
      export class Shelf<T> {}
      export abstract class Base {}
      export enum Side { User }
    `;
    expect(namesIn(text)).toEqual(['Alert', 'Day', 'Shelf', 'Base', 'Side']);
  });

  it('exportedTypesIn finds a type that a list at the end exports, under its name outside', () => {
    expect(namesIn('interface Row {} type Cell = 1; export { type Row, Cell as Field };')).toEqual([
      'Row',
      'Field',
    ]);
    expect(namesIn('interface Row {} export type { Row };')).toEqual(['Row']);
  });

  it('exportedTypesIn leaves out types of the file itself, values, and what is passed on from another file', () => {
    const text = `
      interface Inner {}
      export const outer = 1;
      export function run(): void {}
      export type { Other } from './other.ts';
      export * from './others.ts';
      import type { Used } from './used.ts';
      export type { Used };
    `;
    expect(namesIn(text)).toEqual([]);
  });

  it('exportedTypesIn counts declarations that merge in one file once', () => {
    expect(namesIn('export interface A { a: 1 } export interface A { b: 2 }')).toEqual(['A']);
    expect(namesIn('export const A = 1; export type A = typeof A;')).toEqual(['A']);
  });
});

describe('namesTakenTwice', () => {
  it('namesTakenTwice names the files that share a name, names in alphabetical order', () => {
    const types = [
      { name: 'Run', file: 'b.ts' },
      { name: 'Day', file: 'a.ts' },
      { name: 'Run', file: 'a.ts' },
      { name: 'Move', file: 'c.ts' },
      { name: 'Move', file: 'a.ts' },
      { name: 'Move', file: 'b.ts' },
    ];
    expect(namesTakenTwice(types)).toEqual(['Move: c.ts, a.ts, b.ts', 'Run: b.ts, a.ts']);
  });

  it('namesTakenTwice finds nothing where each name stands for one thing', () => {
    expect(namesTakenTwice([{ name: 'Day', file: 'a.ts' }])).toEqual([]);
  });
});
