import { expect, it } from 'vitest';
import type { Profile } from '../../../lib/events/profile.ts';
import type { Condition } from '../../../lib/model/condition.ts';
import { profilesByHash } from '../../../lib/scores/conditions/profiles.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { score } from '../../support/builders/score.ts';
import { someCounts } from '../../support/builders/some-counts.ts';

it('a population may be those in a segment, those of paying accounts, or those there for some time', () => {
  const plan = (id: string, value: string): Profile => ({
    kind: 'account',
    hash: hashId('account', id),
    traits: {
      plan: [{ day: '2026-11-01', at: 0, value }],
      createdAt: [{ day: '2026-11-01', at: 0, value: id === 'acme' ? '2026-11-19' : '2025-01-01' }],
    },
  });
  const accounts = [plan('acme', 'team'), plan('globex', 'team'), plan('hooli', 'free')];
  const counts = [
    someCounts('2026-11-20', [
      ['ada', 'acme', 'Opened', 4],
      ['gus', 'globex', 'Opened', 4],
      ['hal', 'hooli', 'Opened', 4],
    ]),
  ];
  const among = (condition: Condition) => {
    const model = aModel({
      population: { of: 'account', ...condition },
      lifecycle: { paid: { trait: 'plan', equals: 'team' } },
      segments: { grown: { of: 'account', when: { not: { segment: 'new' } } } },
    });
    const profiles = { users: new Map(), accounts: profilesByHash(accounts) };
    const { hash } = score(counts, { model, profiles }).accounts;
    return ['acme', 'globex', 'hooli'].filter((id) => hash.includes(hashId('account', id)));
  };
  expect(among({ segment: 'grown' })).toEqual(['globex', 'hooli']);
  expect(among({ segment: 'paid' })).toEqual(['acme', 'globex']);
  expect(among({ metric: 'tenureDays', atLeast: 30 })).toEqual(['globex', 'hooli']);
  expect(among({ metric: 'daysSinceActive', atMost: 0 })).toHaveLength(3);
});
