import { fieldOf, textOf } from './api-client.ts';
import { facts, table } from './table.ts';

/** Newest alerts that are shown; all of them are counted, and in the JSON. */
const MOST_ROWS = 20;

function percent(value: unknown): string {
  return typeof value === 'number' ? `${Math.round(value * 100)}%` : 'not known yet';
}

const ENDS: Readonly<Record<string, string>> = { cancelled: 'cancelled', paid: 'went on to pay' };

function qualityLines(quality: unknown): string {
  if (typeof quality !== 'object' || quality === null) {
    return 'How well it foretells is known once ten accounts cancelled or converted.';
  }
  const end = ENDS[textOf(quality, 'outcome')] ?? textOf(quality, 'outcome');
  const lead = fieldOf(quality, 'medianLeadDays');
  return facts([
    ['outcome', `${textOf(quality, 'outcomes')} accounts ${end}`],
    ['precision', `${percent(fieldOf(quality, 'precision'))} of its alerts came true in 60 days`],
    ['recall', `${percent(fieldOf(quality, 'recall'))} of them were foretold`],
    ['lead', typeof lead === 'number' ? `${lead} days before the end (median)` : 'none'],
  ]);
}

function firedRows(fired: unknown): readonly (readonly string[])[] {
  const all = Array.isArray(fired) ? fired : [];
  return all
    .slice(-MOST_ROWS)
    .reverse()
    .map((each) => [textOf(each, 'day'), textOf(each, 'subjectId'), textOf(each, 'title')]);
}

const times = (count: string) => (count === '1' ? 'once' : `${count} times`);

/** What a rule would have done on the closed days before now, at most 80 columns wide. */
export function rulePreviewReport(preview: unknown, kind: string): string {
  const from = fieldOf(preview, 'from');
  if (typeof from !== 'string') return 'No day is closed yet, so there is nothing to look at.';
  const perWeek = Number(fieldOf(preview, 'perWeek')).toFixed(2);
  const days = `${from} to ${textOf(preview, 'to')}, ${textOf(preview, 'days')} closed days`;
  const head = facts([
    ['rule', kind],
    ['looked at', days],
    ['would fire', `${times(textOf(preview, 'alerts'))}, ${perWeek} a week`],
  ]);
  const fired = table(['DAY', 'SUBJECT', 'ALERT'], firedRows(fieldOf(preview, 'fired')));
  return [head, fired, qualityLines(fieldOf(preview, 'quality'))].join('\n\n');
}
