import type { DayCounts } from '../counts/day-counts.ts';
import type { EverColumns } from '../counts/ever-columns.ts';
import type { ResolveId } from '../events/link.ts';
import { type Day, dayNumber } from '../model/day.ts';
import { groupBy } from '../model/group-by.ts';
import type { ModelVersion } from '../model/scoring-model.ts';
import { accountColumns, eventPlaces, segmentNamesOf } from './account-columns.ts';
import type { DayScores } from './day-scores.ts';
import { featureColumns } from './feature-columns.ts';
import { compareIds, type IdIndex } from './id-index.ts';
import { memberColumns } from './member-columns.ts';
import { noteSettings } from './note-settings.ts';
import { weekdaysOf } from './note-weekday.ts';
import { EVERYBODY } from './population.ts';
import type { Profiles } from './profiles.ts';
import { scoreWindows, yardstickOf } from './score-windows.ts';
import type { SubjectDays } from './subject-days.ts';
import { suspectEvents } from './suspect-events.ts';
import { startTally, type Tally } from './tally.ts';
import { closeSpans, tallyDay } from './tally-day.ts';
import { tallyEver } from './tally-ever.ts';
import { planTally } from './tally-plan.ts';
import { userColumns } from './user-columns.ts';

/** What scores need besides the tally. */
export interface ScoreRest {
  readonly model: ModelVersion;
  readonly complete: boolean;
  readonly profiles: Profiles;
}

/** All that a day's scores are made of. The same input gives the same scores, to the last bit. */
export interface ScoreInput extends ScoreRest {
  readonly asOf: Day;
  /** Counts up to `asOf`, in day order, going back as far as `historyDays` asks for. */
  readonly counts: readonly DayCounts[];
  readonly ever: readonly EverColumns[];
  readonly resolve: ResolveId;
}

/** Indices of those seen by the day, in the order of their hashes, whatever order they came in. */
function seen(ids: IdIndex, days: SubjectDays, isIn: (index: number) => boolean): number[] {
  const found: number[] = [];
  for (let at = 0; at < ids.length; at++) if ((days.first[at] ?? 0) > 0 && isIn(at)) found.push(at);
  return found.sort((a, b) => compareIds(ids, a, b));
}

/**
 * Everything one model says about one day: every user's, member's and account's scores in every
 * window and the one before it. Pure; linear in the rows of counts.
 */
export function scoreDay(input: ScoreInput): DayScores {
  const oldest = input.counts[0]?.day ?? input.asOf;
  const tally = startTally(planTally(input.model.model, input.asOf, oldest));
  for (const parts of groupBy(input.counts, (counts) => counts.day).values()) {
    tallyDay(tally, parts, input.resolve);
  }
  closeSpans(tally, dayNumber(input.asOf));
  tallyEver(tally, input.ever, input.resolve, dayNumber(input.asOf));
  return scoresOf(tally, input);
}

/** The same of a tally that has met all days and the ever blocks. */
export function scoresOf(tally: Tally, { profiles, complete, ...rest }: ScoreRest): DayScores {
  const { model, version, builtIn } = rest.model;
  noteSettings(tally, profiles);
  const weekdays = weekdaysOf(tally);
  if (complete) tally.suspect = suspectEvents(weekdays.today, weekdays.before);
  const windows = scoreWindows(tally, profiles);
  const { user, account } = windows[0]?.population ?? EVERYBODY;
  const users = seen(tally.users, tally.userDays, user);
  const accounts = seen(tally.accounts, tally.accountDays, account);
  const places = eventPlaces(tally);
  const segmentNames = segmentNamesOf(tally);
  return {
    model: model.id,
    modelVersion: version,
    builtIn: builtIn === true,
    asOf: tally.plan.asOf,
    complete,
    headline: model.account.headline,
    headlineWindow: model.headlineWindow,
    keyFeatures: builtIn ? 0 : tally.plan.keyFeatures,
    eventNames: places.names,
    segmentNames,
    features: featureColumns(tally, windows, users, accounts),
    suspect: tally.suspect,
    windows: windows.map(yardstickOf),
    firstDay: tally.firstDay,
    users: userColumns(tally, profiles, windows, users, segmentNames),
    members: memberColumns(tally, windows, users, accounts),
    accounts: accountColumns(tally, profiles, windows, accounts, places),
  };
}
