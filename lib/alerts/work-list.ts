import type { Day } from '../model/day.ts';
import { dayNumber } from '../model/day.ts';
import type { ScoringModel } from '../model/scoring-model.ts';
import { accountRow } from '../scores/account-row.ts';
import type { DayScores } from '../scores/day-scores.ts';
import { eventUsesOf } from '../scores/event-uses.ts';
import { changeReasons, changeSentence } from '../scores/explain-change.ts';
import { listAt } from '../scores/list-column.ts';
import { dayAt } from '../scores/nullable-day.ts';
import { segmentNames } from '../scores/reading.ts';
import { type AlertContext, accountSubject, placeOf } from './alert-context.ts';
import { type Champion, championOf } from './champion.ts';
import type { Subscription } from './subscription.ts';

/** One account to see to, and why. */
export interface WorkItem {
  readonly accountId: string;
  readonly name: string;
  readonly score: number;
  readonly change: number | null;
  readonly reason: string;
  readonly champion?: Champion;
  readonly url?: string;
}

/** What an owner has to do today. */
export interface WorkList {
  readonly atRisk: readonly WorkItem[];
  readonly expanding: readonly WorkItem[];
  readonly stuckTrials: readonly WorkItem[];
  readonly pqls: readonly WorkItem[];
}

/** More than that nobody does in a day. */
const MOST_OF_EACH = 10;
const SILENT_DAYS = 7;

interface Seen {
  readonly at: number;
  readonly score: number;
  readonly change: number;
  readonly segments: readonly string[];
  readonly silentDays: number;
  /** Open steps, when none was done for a week. */
  readonly stuckAt: readonly string[];
}

function stuckSteps(scores: DayScores, model: ScoringModel, at: number): string[] {
  const today = dayNumber(scores.asOf);
  const days = listAt(scores.accounts.steps, at);
  const begin = dayAt(scores.accounts.created, at) ?? scores.accounts.first[at] ?? today;
  if (Math.max(begin, ...days) > today - SILENT_DAYS) return [];
  const steps = model.activation?.account?.steps ?? [];
  return steps.flatMap((step, i) => (days[i] ? [] : [step.label ?? step.id]));
}

function seenAt(scores: DayScores, model: ScoringModel, window: number, at: number): Seen {
  const row = accountRow(scores, window, at);
  const last = scores.accounts.lastActive[at] ?? 0;
  return {
    at,
    score: row?.score ?? 0,
    change: row?.change ?? 0,
    segments: segmentNames(scores, listAt(scores.accounts.segments, at)),
    silentDays: last === 0 ? 0 : dayNumber(scores.asOf) - last,
    stuckAt: stuckSteps(scores, model, at),
  };
}

const isTrial = ({ segments }: Seen) => segments.includes('trial');

const LISTS: Readonly<Record<keyof WorkList, (seen: Seen) => boolean>> = {
  atRisk: (seen) =>
    !isTrial(seen) && (seen.segments.includes('falling') || seen.silentDays >= SILENT_DAYS),
  expanding: (seen) => !isTrial(seen) && seen.segments.includes('rising'),
  stuckTrials: (seen) => isTrial(seen) && seen.stuckAt.length > 0,
  pqls: ({ segments }) => segments.includes('pql'),
};

function reasonOf(scores: DayScores, model: ScoringModel, window: number, seen: Seen): string {
  const { at, change, silentDays, stuckAt } = seen;
  if (isTrial(seen) && stuckAt.length > 0) return `still open: ${stuckAt.join(', ')}`;
  if (silentDays >= SILENT_DAYS) return `nobody was active for ${silentDays} days`;
  const row = accountRow(scores, window, at);
  const events = eventUsesOf(scores.accounts.windows[window]?.events, at);
  if (!row?.parts || change === 0) return `scores ${seen.score}`;
  return changeSentence(change, changeReasons(row.parts, events, scores.eventNames, model));
}

function isFor({ owner, segment }: Pick<Subscription, 'owner' | 'segment'>, scores: DayScores) {
  return ({ at, segments }: Seen): boolean =>
    !segments.includes('cancelled') &&
    (owner === undefined || scores.accounts.owner[at] === owner) &&
    (segment === undefined || segments.includes(segment));
}

/** The work list of whoever a subscription is for, the largest changes first. */
export async function workList(
  scores: DayScores,
  model: ScoringModel,
  subscription: Pick<Subscription, 'owner' | 'segment'>,
  context: AlertContext,
): Promise<WorkList> {
  const window = scores.windows.findIndex((each) => each.window === scores.headlineWindow);
  const all = scores.accounts.hash.map((_, at) => seenAt(scores, model, window, at));
  const own = all.filter(isFor(subscription, scores));
  const day: Day = scores.asOf;
  const itemOf = async (seen: Seen): Promise<WorkItem> => {
    const hash = scores.accounts.hash[seen.at] ?? '';
    const { id, name } = accountSubject(context, hash, day, null);
    const champion = await championOf(scores, window, seen.at, context);
    const url = placeOf(context, id);
    const reason = reasonOf(scores, model, window, seen);
    const { score, change } = seen;
    const found = { ...(champion && { champion }), ...(url !== undefined && { url }) };
    return { accountId: id, name, score, change, reason, ...found };
  };
  const listOf = (name: keyof WorkList) =>
    Promise.all(
      own
        .filter(LISTS[name])
        .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || b.score - a.score)
        .slice(0, MOST_OF_EACH)
        .map(itemOf),
    );
  return {
    atRisk: await listOf('atRisk'),
    expanding: await listOf('expanding'),
    stuckTrials: await listOf('stuckTrials'),
    pqls: await listOf('pqls'),
  };
}
