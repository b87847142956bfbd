import { describe, expect, it } from 'vitest';
import { accountTable, sparkLine } from '../../../local/demo/account-table.ts';
import { alertLines, wrap } from '../../../local/demo/alert-lines.ts';

describe('a spark line', () => {
  it('a spark line has a bar a score, the lowest at 0 and the highest at 100', () => {
    expect(sparkLine([0, 12, 13, 50, 99, 100, undefined])).toBe('▁▁▂▅██ ');
  });
});

describe('the account table', () => {
  it('the account table fits into 80 columns, whatever the names', () => {
    const account = {
      accountId: 'a',
      name: 'An account with a name that is far too long',
      score: 100,
      change: -100,
      band: 'least engaged',
      rank: 999,
      lifecycle: 'cancelled',
      activeUsers: 99,
      knownUsers: 99,
    };
    const history = Array.from({ length: 13 }, () => new Map([['a', 50]]));
    const [head, line] = accountTable([account], history);
    expect(line).toBe(
      '999 An account with a   100   -100 ▅▅▅▅▅▅▅▅▅▅▅▅▅ least engaged cancelled 99/99',
    );
    expect(head?.indexOf('Band')).toBe(line?.indexOf('least'));
  });

  it('the account table shows an account without a name by its id and no change as a dash', () => {
    const account = {
      accountId: 'acme',
      name: null,
      score: 7,
      change: null,
      band: 'least engaged',
      rank: null,
      lifecycle: 'unknown',
      activeUsers: 0,
      knownUsers: 1,
    };
    expect(accountTable([account], [])[1]).toMatch(/^ {2}- acme +7 +- +least engaged/);
  });
});

describe('alerts', () => {
  it('alert lines are wrapped at 80 columns, with reasons indented', () => {
    const text = Array.from({ length: 30 }, () => 'reason').join(' ');
    const lines = alertLines([
      { day: '2026-03-01', severity: 'high', title: 'Acme fell from 70 to 44', text },
    ]);
    expect(lines[0]).toBe('2026-03-01 high Acme fell from 70 to 44');
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    for (const line of lines.slice(1)) expect(line).toMatch(/^ {4}reason/);
  });

  it('alert lines keep a word that is longer than a line', () => {
    expect(wrap(`a ${'x'.repeat(20)} b`, 10)).toEqual(['a', 'x'.repeat(20), 'b']);
  });
});
