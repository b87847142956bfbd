import type { SubjectKind } from '../../model/subject-kind.ts';
import { type Aggregate, seenSubjects } from '../aggregate/aggregate.ts';
import type { Indices } from '../columns/gather.ts';
import type { Profiles } from '../conditions/profiles.ts';
import { EVERYBODY } from './population.ts';
import { type ScoredWindow, scoreWindows } from './score-windows.ts';

/** What the columns of a day are made from. Nothing of it changes any more. */
export interface ScoredDay {
  readonly aggregate: Aggregate;
  readonly profiles: Profiles;
  /** Events whose tracking seems to have failed on the day; none while it goes on. */
  readonly suspect: readonly string[];
  readonly windows: readonly ScoredWindow[];
  /** The window that conditions and lists are about. */
  readonly headline: ScoredWindow | undefined;
  /** Whom the model looks at, by their numbers in the aggregate, in the order of their hashes. */
  readonly subjects: Readonly<Record<SubjectKind, Indices>>;
}

/** Scores every window of a complete aggregate, and finds whom the day's columns list. */
export function createScoredDay(
  aggregate: Aggregate,
  profiles: Profiles,
  suspect: readonly string[],
): ScoredDay {
  const windows = scoreWindows(aggregate, profiles);
  const population = windows[0]?.population ?? EVERYBODY;
  const { headlineWindow } = aggregate.plan.model;
  return {
    aggregate,
    profiles,
    suspect,
    windows,
    headline: windows.find(({ window }) => window === headlineWindow),
    subjects: {
      user: seenSubjects(aggregate, 'user', population.user),
      account: seenSubjects(aggregate, 'account', population.account),
    },
  };
}
