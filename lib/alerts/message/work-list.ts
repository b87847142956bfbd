import { dayNumber } from '../../model/day.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import { listAt } from '../../scores/columns/list-column.ts';
import { dayAt, numberAt } from '../../scores/columns/nullable-column.ts';
import { changeSentence } from '../../scores/formulas/change-sentence.ts';
import { segmentNames } from '../../scores/read/snapshot-window.ts';
import { accountReasons, namedMembers } from '../../scores/snapshot/account-reasons.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import { accountRow } from '../../scores/snapshot/subject-rows.ts';
import type { Subscription } from '../subscription.ts';
import { type AlertContext, accountLink, accountSubject, memberNames } from './alert-context.ts';
import { accountChampion, type Champion } from './champion.ts';

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
const MAX_ITEMS = 10;
const INACTIVE_DAYS = 7;

/** Returns the labels of open steps, when none was done for a week. */
function openStepsAt(scores: DayScores, model: ScoringModel, row: number): string[] {
  const today = dayNumber(scores.asOf);
  const days = listAt(scores.accounts.steps, row);
  const begin = dayAt(scores.accounts.created, row) ?? scores.accounts.first[row] ?? today;
  if (Math.max(begin, ...days) > today - INACTIVE_DAYS) return [];
  if (numberAt(scores.accounts.progress, row) === null) return [];
  const steps = model.activation?.account?.steps ?? [];
  return steps.flatMap((step, i) => (days[i] ? [] : [step.label ?? step.id]));
}

function accountSummaryAt(scores: DayScores, model: ScoringModel, window: number, row: number) {
  const scoreRow = accountRow(scores, window, row);
  const last = scores.accounts.lastActive[row] ?? 0;
  return {
    row,
    score: scoreRow?.score ?? 0,
    change: scoreRow?.change ?? 0,
    segments: segmentNames(scores, listAt(scores.accounts.segments, row)),
    inactiveDays: last === 0 ? 0 : dayNumber(scores.asOf) - last,
    openSteps: openStepsAt(scores, model, row),
  };
}

type AccountSummary = ReturnType<typeof accountSummaryAt>;

const isTrial = ({ segments }: AccountSummary) => segments.includes('trial');

const LIST_PREDICATES: Readonly<Record<keyof WorkList, (summary: AccountSummary) => boolean>> = {
  atRisk: (summary) =>
    !isTrial(summary) &&
    (summary.segments.includes('falling') || summary.inactiveDays >= INACTIVE_DAYS),
  expanding: (summary) => !isTrial(summary) && summary.segments.includes('rising'),
  stuckTrials: (summary) => isTrial(summary) && summary.openSteps.length > 0,
  pqls: ({ segments }) => segments.includes('pql'),
};

async function reasonFor(
  scores: DayScores,
  model: ScoringModel,
  window: number,
  { summary, context }: { readonly summary: AccountSummary; readonly context: AlertContext },
): Promise<string> {
  const { row, change, inactiveDays, openSteps } = summary;
  if (isTrial(summary) && openSteps.length > 0) return `still open: ${openSteps.join(', ')}`;
  if (inactiveDays >= INACTIVE_DAYS) return `nobody was active for ${inactiveDays} days`;
  const scoreRow = accountRow(scores, window, row);
  if (!scoreRow?.parts || change === 0) return `scores ${summary.score}`;
  const account = { scores, window, account: row, model };
  const nameOf = await memberNames(context, namedMembers(account));
  const { reasons, stopped } = accountReasons(account, nameOf);
  return changeSentence(change, reasons, stopped);
}

function matchesSubscription(
  { owner, segment }: Pick<Subscription, 'owner' | 'segment'>,
  scores: DayScores,
) {
  return ({ row, segments }: AccountSummary): boolean =>
    !segments.includes('cancelled') &&
    (owner === undefined || scores.accounts.owner[row] === owner) &&
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
  const all = scores.accounts.hash.map((_, row) => accountSummaryAt(scores, model, window, row));
  const own = all.filter(matchesSubscription(subscription, scores));
  const itemOf = async (summary: AccountSummary): Promise<WorkItem> => {
    const hash = scores.accounts.hash[summary.row] ?? '';
    const { id, name } = accountSubject(context, hash, scores.asOf, null);
    const champion = await accountChampion(scores, window, summary.row, context);
    const url = accountLink(context, id);
    const reason = await reasonFor(scores, model, window, { summary, context });
    const { score, change } = summary;
    const found = { ...(champion && { champion }), ...(url !== undefined && { url }) };
    return { accountId: id, name, score, change, reason, ...found };
  };
  const listOf = (name: keyof WorkList) =>
    Promise.all(
      own
        .filter(LIST_PREDICATES[name])
        .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || b.score - a.score)
        .slice(0, MAX_ITEMS)
        .map(itemOf),
    );
  return {
    atRisk: await listOf('atRisk'),
    expanding: await listOf('expanding'),
    stuckTrials: await listOf('stuckTrials'),
    pqls: await listOf('pqls'),
  };
}
