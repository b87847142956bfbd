import { describe, expect, it } from 'vitest';
import { listQuerySchema, readQuery } from '../../../lib/http/schema/query-schemas.ts';

const read = (query: string) => readQuery(listQuerySchema, new URLSearchParams(query));

describe('the query of a list', () => {
  it('a list query without parameters means the default model and 50 rows', () => {
    expect(read('')).toEqual({ model: 'default', limit: 50 });
  });

  it('a list query is read into what it means', () => {
    const query = 'window=7d&asOf=2026-11-20&segment=new&owner=Ann&sort=-score&q=ac&limit=200';
    expect(read(query)).toEqual({
      model: 'default',
      window: 7,
      asOf: '2026-11-20',
      segment: 'new',
      owner: 'Ann',
      sort: '-score',
      q: 'ac',
      limit: 200,
    });
  });

  it.each([
    ['window=0', 'window'],
    ['window=7w', 'window'],
    ['asOf=2026-02-30', 'asOf'],
    ['limit=201', 'limit'],
    ['limit=1.5', 'limit'],
    ['sort=--x', 'sort'],
    ['wnidow=7', "did you mean 'window'?"],
  ])('a list query of ?%s is refused by name', (query, told) => {
    expect(() => read(query)).toThrow(told);
  });
});
