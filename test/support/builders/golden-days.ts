import type { DayCounts } from '../../../lib/counts/day/day-counts.ts';
import type { Profile } from '../../../lib/events/profile.ts';
import { addDays, type Day } from '../../../lib/model/day.ts';
import type { ScoringModel } from '../../../lib/model/scoring-model.ts';
import type { SubjectKind } from '../../../lib/model/subject-kind.ts';
import type { DayScoreInput } from '../../../lib/scores/day/score-day.ts';
import { aModel } from './a-model.ts';
import { hashId } from './hash-id.ts';
import { type CountLine, someCounts } from './some-counts.ts';

/** Whole numbers from 0 up to a bound, the same ones every time for a seed. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const EVENTS = ['Opened', 'Invited', 'Paused', 'Opened', 'Exported', 'Account Removed User'];

/** Up to 20 November 2026, with some who come late and some who leave. */
const DAYS: readonly Day[] = [-75, -40, -25, -13, -9, -8, -6, -3, -2, -1, 0].map((days) =>
  addDays('2026-11-20', days),
);

/** A line of somebody, now and then of nobody or of no account. */
function lineOf(next: (below: number) => number, users: number, accounts: number): CountLine {
  const user = next(8) === 0 ? '' : `user ${next(users)}`;
  const account = next(10) === 0 && user !== '' ? '' : `account ${next(accounts)}`;
  return [user, account, EVENTS[next(EVENTS.length)] ?? '', 1 + next(12)];
}

function goldenCounts(seed: number, users: number, accounts: number): readonly DayCounts[] {
  const next = seeded(seed);
  return DAYS.map((day) => {
    const lines = Array.from({ length: users }, () => lineOf(next, users, accounts));
    // The fold makes one line of a user, an account and an event.
    const byCell = new Map(lines.map((line) => [line.slice(0, 3).join('/'), line]));
    return someCounts(day, [...byCell.values()]);
  });
}

function profile(kind: SubjectKind, id: string, traits: Record<string, string | number>) {
  const dated = Object.entries(traits).map(([name, value]) => [
    name,
    [{ day: '2026-11-01', at: 0, value }],
  ]);
  return { kind, hash: hashId(kind, id), traits: Object.fromEntries(dated) } satisfies Profile;
}

/** Of every third: some created before 1970, some of late, the others at an unknown time. */
function profilesOf(kind: SubjectKind, many: number): ReadonlyMap<string, Profile> {
  const created = ['1969-07-20', '2026-11-12', '2025-01-02'];
  const profiles = Array.from({ length: Math.ceil(many / 3) }, (_, at) =>
    profile(kind, `${kind} ${at * 3}`, {
      createdAt: created[at % 3] ?? '',
      plan: ['trial', 'team', 'none'][at % 3] ?? '',
      csm: ['gil', 'hal'][at % 2] ?? '',
    }),
  );
  return new Map(profiles.map((each) => [each.hash, each]));
}

/** With all that a snapshot may hold: steps and segments of both kinds, features, owners. */
export const EVERYTHING: Partial<ScoringModel> = {
  events: {
    Opened: { weight: 1, feature: 'reading' },
    Invited: { weight: 10, feature: 'team' },
    Paused: { weight: -3 },
    Exported: { weight: 0.7, feature: 'export' },
  },
  normalization: { percentile: 90, curve: 2 },
  activation: {
    account: {
      within: 14,
      steps: [
        { id: 'invite', event: 'Invited', atLeast: 2 },
        { id: 'plan', when: { trait: 'plan', exists: true } },
      ],
    },
    user: {
      steps: [
        { id: 'open', event: 'Opened' },
        { id: 'export', event: 'Exported', atLeast: 3 },
      ],
    },
  },
  lifecycle: {
    trial: { trait: 'plan', equals: 'trial' },
    paid: { trait: 'plan', equals: 'team' },
  },
  owner: { trait: 'csm' },
  segments: {
    large: { of: 'account', when: { metric: 'score', atLeast: 30 } },
    keen: { of: 'user', when: { metric: 'frequency', atLeast: 1 } },
  },
};

/** Made-up days that are the same every time, with all that a run reads for them. */
export function goldenDays(
  seed: number,
  users: number,
  accounts: number,
  model: Partial<ScoringModel> = EVERYTHING,
): Partial<DayScoreInput> & Pick<DayScoreInput, 'counts'> {
  return {
    counts: goldenCounts(seed, users, accounts),
    model: aModel(model),
    profiles: { users: profilesOf('user', users), accounts: profilesOf('account', accounts) },
  };
}
