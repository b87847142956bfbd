import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../checks/commit-message.ts';

const BODY = '\n\nThe old one took 3 s for a million rows, this one 0.4 s.';

describe('faultsOf', () => {
  it('a commit message with a type, a scope, a subject and a body has no faults', () => {
    for (const subject of [
      'feat(alerts): tell of accounts that convert',
      'perf(counts): cut and encode cells twice as fast',
      'fix(read-api)!: refuse a day ahead of the clock',
      'ci(repo): run the fast tests on Node 24',
    ]) {
      expect(faultsOf(`${subject}${BODY}\n`)).toEqual([]);
    }
  });

  it('a commit message may have a subject of 72 characters and not of 73', () => {
    const start = 'docs(cost): ';
    const longest = `${start}${'x'.repeat(72 - start.length)}`;
    expect(faultsOf(`${longest}${BODY}`)).toEqual([]);
    expect(faultsOf(`${longest}x${BODY}`)).toEqual([
      'the subject has 73 characters, at most 72 fit',
    ]);
  });

  it('a commit message without a known type, a scope, a colon and a space is faulty', () => {
    for (const subject of [
      'Say what a long preview took',
      'feature(alerts): tell of accounts',
      'feat: tell of accounts',
      'feat(): tell of accounts',
      'feat(Alerts): tell of accounts',
      'feat(alerts):tell of accounts',
      'feat(alerts): ',
      'Merge things by hand',
    ]) {
      expect(faultsOf(`${subject}${BODY}`)).toEqual([
        'the subject must be type(scope): subject, type one of feat, fix, refactor, perf, test, docs, build, ci, chore',
      ]);
    }
  });

  it('a commit message without a body is faulty, and trailers are none', () => {
    const missing = ['a body must say why, and what was measured'];
    expect(faultsOf('fix(api): refuse a day ahead\n')).toEqual(missing);
    expect(faultsOf('fix(api): refuse a day ahead\n\n\n')).toEqual(missing);
    expect(faultsOf('fix(api): refuse a day\n\nSigned-off-by: Ada <ada@example.com>')).toEqual(
      missing,
    );
  });

  it('a commit message without an empty line between subject and body is faulty', () => {
    expect(faultsOf('fix(api): refuse a day\nIt was taken.\nAnd more.')).toEqual([
      'the line after the subject must be empty',
    ]);
  });

  it('a commit message is told all of its faults at once', () => {
    expect(faultsOf(`Tell of accounts ${'x'.repeat(60)}`)).toHaveLength(3);
  });
});
