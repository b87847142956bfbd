import { describe, expect, it } from 'vitest';
import type { Profile } from '../../lib/events/profile.ts';
import { dayAt } from '../../lib/scores/columns/nullable-column.ts';
import { decodeSnapshot, snapshotChunks } from '../../lib/scores/snapshot/snapshot-chunks.ts';
import { aModel } from '../support/builders/a-model.ts';
import { hashId } from '../support/builders/hash-id.ts';
import { score } from '../support/builders/score.ts';
import { someCounts } from '../support/builders/some-counts.ts';

describe('adoption and activation', () => {
  const model = aModel({
    events: {
      Invited: { weight: 10, feature: 'team' },
      Opened: { weight: 1, feature: 'reading' },
      Exported: { weight: -5, feature: 'export' },
    },
    activation: {
      account: {
        within: 14,
        steps: [
          { id: 'invite', event: 'Invited', atLeast: 2 },
          { id: 'read', event: 'Opened', distinctUsers: 2 },
          { id: 'plan', when: { trait: 'plan', exists: true } },
        ],
      },
    },
  });

  it('an account adopts what its members adopt, without features that are a sign of leaving', () => {
    const scores = score(
      [
        someCounts('2026-11-19', [
          ['ada', 'acme', 'Invited', 1],
          ['bob', 'acme', 'Opened', 1],
          ['bob', 'acme', 'Exported', 1],
        ]),
      ],
      { model },
    );
    expect(scores.keyFeatures).toBe(2);
    expect(scores.accounts.windows[1]?.used).toEqual(Int32Array.of(2));
    expect([...(scores.users.windows[1]?.used ?? [])].sort()).toEqual([1, 1]);
    expect(scores.accounts.windows[0]?.used).toEqual(Int32Array.of(0));
    expect(scores.accounts.everUsed).toEqual(Int32Array.of(2));
  });

  it('activation leaves a step open with one invite of two, and is done with the last step', () => {
    const acme = hashId('account', 'acme');
    const profile: Profile = {
      kind: 'account',
      hash: acme,
      traits: { plan: [{ day: '2026-11-17', at: 0, value: 'team' }] },
    };
    const profiles = { users: new Map(), accounts: new Map([[acme, profile]]) };
    const first = someCounts('2026-11-16', [
      ['ada', 'acme', 'Invited', 1],
      ['ada', 'acme', 'Opened', 1],
      ['bob', 'acme', 'Opened', 1],
    ]);
    const open = score([first], { model, profiles });
    expect(open.accounts.progress).toEqual(Float64Array.of(2 / 3));
    expect(dayAt(open.accounts.activatedAt, 0)).toBe(null);
    const second = someCounts('2026-11-18', [['bob', 'acme', 'Invited', 1]]);
    const done = score([first, second], { model, profiles });
    expect(done.accounts.progress).toEqual(Float64Array.of(1));
    expect(dayAt(done.accounts.activatedAt, 0)).toBe(Date.parse('2026-11-18') / 86_400_000);
  });
});

describe('the same inputs', () => {
  it('the same inputs give the same bytes, in whatever order ids were met', () => {
    const lines = [
      ['ada', 'acme', 'Opened', 3],
      ['bob', 'globex', 'Invited', 1],
      ['cid', 'acme', 'Opened', 2],
    ] as const;
    const later = someCounts('2026-11-19', [['cid', 'acme', 'Opened', 2]]);
    const one = score([later, someCounts('2026-11-20', lines)]);
    const before = someCounts('2026-11-19', [['cid', 'acme', 'Opened', 2]]);
    const parts = lines.map((line) => someCounts('2026-11-20', [line]));
    const other = score([before, ...parts]);
    expect(JSON.stringify([...snapshotChunks(other)])).toBe(
      JSON.stringify([...snapshotChunks(one)]),
    );
  });

  it('the scores of a day come back from their chunks as they were', () => {
    const scores = score([someCounts('2026-11-20', [['ada', 'acme', 'Opened', 3]])]);
    expect(decodeSnapshot(JSON.parse(JSON.stringify([...snapshotChunks(scores)])))).toEqual(scores);
    const empty = score([]);
    expect(decodeSnapshot([...snapshotChunks(empty)])).toEqual(empty);
  });
});
