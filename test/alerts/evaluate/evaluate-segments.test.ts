import { expect, it } from 'vitest';
import {
  hasCancelled,
  isInSegment,
  segmentEvaluator,
  segmentsAt,
} from '../../../lib/alerts/evaluate/evaluate-segments.ts';
import type { RuleDay } from '../../../lib/alerts/evaluate/evaluation.ts';
import type { SubjectKind } from '../../../lib/model/subject-kind.ts';
import type { DayScores } from '../../../lib/scores/snapshot/day-scores.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { score } from '../../support/builders/score.ts';
import { someCounts } from '../../support/builders/some-counts.ts';

const MODEL = aModel({
  segments: {
    busy: { of: 'account', when: { event: 'Opened', atLeast: 5 } },
    inviting: { of: 'user', when: { event: 'Invited' } },
  },
});

/** Ada and Bea are at Acme, which is busy; Bea is also at Globex, which is not; Cy is at neither. */
const SCORES = score(
  [
    someCounts('2026-11-20', [
      ['ada', 'acme', 'Opened', 9],
      ['bea', 'acme', 'Invited', 1],
      ['bea', 'globex', 'Invited', 1],
      ['cy', '', 'Opened', 1],
    ]),
  ],
  { model: MODEL },
);

function rowOf(kind: SubjectKind, id: string): number {
  const { hash } = kind === 'user' ? SCORES.users : SCORES.accounts;
  return hash.indexOf(hashId(kind, id));
}

const USERS = ['ada', 'bea', 'cy'];
const ACCOUNTS = ['acme', 'globex'];

const among = (kind: SubjectKind, isIt: (row: number) => boolean): readonly string[] =>
  (kind === 'user' ? USERS : ACCOUNTS).filter((id) => isIt(rowOf(kind, id)));

/** The day as it is when some accounts have cancelled and the others pay. */
function withCancelled(...cancelled: readonly string[]): DayScores {
  const lifecycle = SCORES.accounts.hash.map((hash) =>
    cancelled.some((id) => hashId('account', id) === hash) ? 'cancelled' : 'paid',
  );
  return { ...SCORES, accounts: { ...SCORES.accounts, lifecycle } } as DayScores;
}

it('an account is in its own segments, and a user in its own and those of its accounts', () => {
  const members = (subjectKind: SubjectKind, segment: string) =>
    among(subjectKind, isInSegment({ scores: SCORES, subjectKind }, segment));
  expect(members('account', 'busy')).toEqual(['acme']);
  expect(members('user', 'busy')).toEqual(['ada', 'bea']);
  expect(members('user', 'inviting')).toEqual(['bea']);
  expect(members('account', 'inviting')).toEqual([]);
  expect(members('user', 'unknown')).toEqual([]);
  expect(members('account', 'unknown')).toEqual([]);
});

it('the segments of the model are named for a user with those of its accounts, each once', () => {
  const { segments = {} } = MODEL.model;
  const names = (subjectKind: SubjectKind, id: string) =>
    segmentsAt({ scores: SCORES, subjectKind }, rowOf(subjectKind, id))
      .filter((name) => Object.hasOwn(segments, name))
      .sort();
  expect(names('user', 'ada')).toEqual(['busy']);
  expect(names('user', 'bea')).toEqual(['busy', 'inviting']);
  expect(names('user', 'cy')).toEqual([]);
  expect(names('account', 'acme')).toEqual(['busy']);
  expect(names('account', 'globex')).toEqual([]);
});

it('an account has cancelled by its state, and a user when all its accounts have', () => {
  const gone = (subjectKind: SubjectKind, scores: DayScores) =>
    among(subjectKind, hasCancelled({ scores, subjectKind }));
  expect(gone('account', withCancelled('acme'))).toEqual(['acme']);
  expect(gone('user', withCancelled('acme'))).toEqual(['ada']);
  expect(gone('user', withCancelled('acme', 'globex'))).toEqual(['ada', 'bea']);
  expect(gone('user', withCancelled())).toEqual([]);
  expect(gone('account', withCancelled())).toEqual([]);
  expect(hasCancelled({ scores: withCancelled(), subjectKind: 'account' })(0)).toBe(false);
});

it('a rule about a segment is breached by those inside or outside of it, as it says, and by nobody without a segment', () => {
  const evaluate = (breachedBy: 'in' | 'out', segment: string | undefined, id: string) => {
    const ruleDay: RuleDay = {
      rule: { id: 'r', kind: 'segment.entered', enabled: true, ...(segment && { segment }) },
      subjectKind: 'account',
      scores: SCORES,
      model: MODEL.model,
      suspect: [],
    };
    return segmentEvaluator(ruleDay, breachedBy)(rowOf('account', id));
  };
  expect(evaluate('in', 'busy', 'acme')).toBe('breached');
  expect(evaluate('in', 'busy', 'globex')).toBe('cleared');
  expect(evaluate('out', 'busy', 'acme')).toBe('cleared');
  expect(evaluate('out', 'busy', 'globex')).toBe('breached');
  expect(evaluate('in', 'unknown', 'acme')).toBe('no_data');
  expect(evaluate('in', undefined, 'acme')).toBe('no_data');
});
