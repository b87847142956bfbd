import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../lib/events/profile.ts';
import { listAt } from '../../../lib/scores/columns/list-column.ts';
import { membershipChangesOf } from '../../../lib/scores/columns/membership-changes.ts';
import { decodeSnapshot, snapshotChunks } from '../../../lib/scores/snapshot/snapshot-chunks.ts';
import { accountRow } from '../../../lib/scores/snapshot/subject-rows.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { score } from '../../support/builders/score.ts';
import { someCounts } from '../../support/builders/some-counts.ts';

const model = aModel({
  events: {
    Opened: { weight: 1, feature: 'reports' },
    Invited: { weight: 10, feature: 'team' },
    Saved: { weight: 2 },
    Closed: { weight: -5, feature: 'reports' },
  },
  features: {
    reports: { key: true },
    team: {},
    sso: { key: true, when: { trait: 'sso', equals: true } },
  },
});

const acme = hashId('account', 'acme');
const withSso = (hash: string, kind: Profile['kind'] = 'account'): Profile => ({
  kind,
  hash,
  traits: { sso: [{ day: '2026-11-05', at: 0, value: true }] },
});

const counts = [
  someCounts('2026-09-01', [['bob', 'globex', 'Invited', 1]]),
  someCounts('2026-11-19', [
    ['ada', 'acme', 'Opened', 6],
    ['ada', 'acme', 'Saved', 2],
    ['bob', 'globex', 'Opened', 5],
    ['bob', 'globex', 'Closed', 1],
  ]),
];

describe('features', () => {
  const profiles = { users: new Map(), accounts: new Map([[acme, withSso(acme)]]) };
  const scores = score(counts, { model, profiles });
  const at = (id: string) => scores.accounts.hash.indexOf(hashId('account', id));

  it('key features come first among the features of a day', () => {
    expect(scores.features.id).toEqual(['reports', 'sso', 'team']);
    expect(scores.keyFeatures).toBe(2);
  });

  it('features have users and accounts in each window and over all time', () => {
    expect(scores.features.windows[1]).toMatchObject({ users: [2, 1, 0], accounts: [2, 1, 0] });
    expect(scores.features.everUsers).toEqual([2, 1, 1]);
    expect(scores.features.everAccounts).toEqual([2, 1, 1]);
  });

  it('features have the points that came from them, without losses', () => {
    expect(scores.features.windows[1]).toMatchObject({ points: [11, 0, 0], otherPoints: 4 });
  });

  it('a feature that is a setting is adopted while its condition holds', () => {
    expect(scores.accounts.windows[1]?.used[at('acme')]).toBe(2);
    expect(scores.accounts.windows[1]?.used[at('globex')]).toBe(1);
    expect([...listAt(scores.accounts.sinceFirst, at('acme'))]).toEqual([1, 15, -1]);
  });

  it('a feature that is a setting of a user is the account’s, too', () => {
    const bob = hashId('user', 'bob');
    const users = new Map([[bob, withSso(bob, 'user')]]);
    const { accounts } = score(counts, { model, profiles: { users, accounts: new Map() } });
    expect([...(accounts.windows[1]?.used ?? [])]).toEqual(
      accounts.hash.map((hash) => (hash === acme ? 1 : 2)),
    );
  });

  it('features keep the first and the last day of each account', () => {
    expect([...listAt(scores.accounts.sinceFirst, at('globex'))]).toEqual([1, -1, 80]);
    expect([...listAt(scores.accounts.sinceLast, at('globex'))]).toEqual([1, -1, 80]);
  });

  it('features come back from a snapshot as they were', () => {
    expect(decodeSnapshot([...snapshotChunks(scores)])).toEqual(scores);
  });
});

describe('a member that came or went', () => {
  it('a member that came or went is kept with the account', () => {
    const scores = score(
      [
        someCounts('2026-11-10', [
          ['ada', 'acme', 'Opened', 20],
          ['dana', 'acme', 'Opened', 20],
        ]),
        someCounts('2026-11-16', [['dana', 'acme', 'Account Removed User', 1]]),
        someCounts('2026-11-20', [['ada', 'acme', 'Opened', 20]]),
      ],
      { model: aModel({ account: { headline: 'total' } }) },
    );
    const moves = membershipChangesOf(scores.accounts.windows[1]?.moved, 0);
    expect(moves).toEqual([[hashId('user', 'dana'), 0, -50]]);
    expect(accountRow(scores, 1, 0)?.parts).toEqual({ own: 0, members: -50, others: 50 });
  });
});
