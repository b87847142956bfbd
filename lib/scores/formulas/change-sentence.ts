import type { ChangeReason } from './change-reasons.ts';

/** Points below which a reason is noise in a sentence. */
const MIN_REASON_POINTS = 0.5;
const MAX_REASONS = 3;

/** Share of the change below which a reason against it is noise as well. */
const MIN_COUNTER_SHARE = 0.25;

/** `in Acme`, `in Acme and Globex`, `in 3 accounts`; nothing without any. */
function accountsPhrase(accounts: readonly string[]): string {
  if (accounts.length === 0) return '';
  return accounts.length > 2 ? ` in ${accounts.length} accounts` : ` in ${accounts.join(' and ')}`;
}

const CAUSES: Readonly<
  Record<ChangeReason['kind'], (reason: ChangeReason, less: boolean) => string>
> = {
  // By its count and not by its points: more of an event of negative weight lowers a score.
  event: ({ event, countChange = 0, by, accounts = [] }) => {
    const what =
      event === undefined ? 'its own activity' : `${countChange < 0 ? 'fewer' : 'more'} ${event}`;
    return `from ${what}${by === undefined ? '' : ` by ${by}`}${accountsPhrase(accounts)}`;
  },
  member: ({ name, joined }) => `because ${name} ${joined ? 'joined' : 'left'}`,
  // Who joins may lower a score, and who leaves may raise it.
  members: () => 'because members joined or left',
  active: (_, less) => `because ${less ? 'more' : 'fewer'} members were active`,
  others: (_, less) => `because others ${less ? 'grew' : 'shrank'}`,
  mean: (_, less) => `because the average member ${less ? 'fell' : 'rose'}`,
  cap: (_, less) => `because the cap of one member ${less ? 'fell' : 'rose'}`,
  model: () => 'because the model changed',
};

function phrase(reason: ChangeReason): string {
  return `${Math.abs(Math.round(reason.points))} ${CAUSES[reason.kind](reason, reason.points < 0)}`;
}

/**
 * Returns the greatest reason against a change where without it the others would look too great.
 */
function counterReason(change: number, reasons: readonly ChangeReason[]): string[] {
  const other = reasons.find(({ points }) => Math.sign(points) === -Math.sign(change));
  if (!other || Math.abs(other.points) < Math.max(1, MIN_COUNTER_SHARE * Math.abs(change))) {
    return [];
  }
  return [`less ${phrase(other)}`];
}

/** Returns the greatest reasons that go one way; a champion who left is among them. */
function shownReasonsOf(direction: number, reasons: readonly ChangeReason[]): ChangeReason[] {
  const all = reasons
    .filter(({ points }) => Math.sign(points) === direction)
    .filter(({ points }) => Math.abs(points) >= MIN_REASON_POINTS);
  const champion = all.findIndex((reason) => reason.champion === true);
  if (champion < MAX_REASONS) return all.slice(0, MAX_REASONS);
  return [...all.slice(0, MAX_REASONS - 1), ...all.slice(champion, champion + 1)];
}

/**
 * # A change in one sentence
 *
 * The three greatest reasons that go the way of the change, and the greatest against it where that
 * is a quarter of the change or more. A champion who left takes the place of the third.
 *
 * Source: our decision (docs/scoring.md, Changes, and why).
 *
 * Example: `fell 23 points: 15 from fewer Task Completed, 6 because Dana left, 2 because others
 * grew`, or `rose 12 points: 24 because the model changed, less 12 from fewer Report Viewed`. Where
 * all members together did more of what somebody did less of, it says who: `8 from fewer Task
 * Created by Ada`. A champion who stopped comes first: `fell 24 points as Dana stopped: 24 from
 * fewer Task Completed`.
 *
 * Cost: O(reasons).
 *
 * @param change of shown scores
 * @param reasons the greatest first
 * @param stopped who stopped, where that is most of a fall
 */
export function changeSentence(
  change: number,
  reasons: readonly ChangeReason[],
  stopped?: string,
): string {
  const direction = Math.sign(change);
  if (direction === 0) return 'did not change';
  const phrases = shownReasonsOf(direction, reasons).map(phrase);
  const verb = direction === 1 ? 'rose' : 'fell';
  const who = stopped === undefined || direction === 1 ? '' : ` as ${stopped} stopped`;
  const points = `${verb} ${Math.abs(change)} ${Math.abs(change) === 1 ? 'point' : 'points'}${who}`;
  return phrases.length === 0
    ? points
    : `${points}: ${[...phrases, ...counterReason(change, reasons)].join(', ')}`;
}
