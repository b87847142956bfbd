import { fieldOf, textOf } from './api-client.ts';
import { facts, table } from './table.ts';

const BANDS = ['most engaged', 'engaged', 'passive', 'least engaged', 'none'];

const listOf = (value: unknown, name: string): readonly unknown[] => {
  const field = fieldOf(value, name);
  return Array.isArray(field) ? field : [];
};

/** A change with its sign, `0` for none. */
function signed(points: number): string {
  const shown = Math.round(points);
  return shown > 0 ? `+${shown}` : String(shown);
}

function bandRows(preview: unknown): readonly (readonly string[])[] {
  const count = (of: string, version: string, band: string) =>
    Number(fieldOf(fieldOf(fieldOf(fieldOf(preview, 'bands'), of), version), band) ?? 0);
  return BANDS.map((band) => [
    band,
    ...['accounts', 'users'].flatMap((of) => {
      const [live, candidate] = [count(of, 'live', band), count(of, 'candidate', band)];
      return [String(live), String(candidate), signed(candidate - live)];
    }),
  ]);
}

function correlation(of: unknown): string {
  const value = fieldOf(of, 'rankCorrelation');
  return typeof value === 'number' ? value.toFixed(3) : '-';
}

function moverRows(preview: unknown): readonly (readonly string[])[] {
  return listOf(preview, 'movers').map((mover) => [
    textOf(mover, 'live'),
    textOf(mover, 'candidate'),
    signed(Number(fieldOf(mover, 'change'))),
    textOf(mover, fieldOf(mover, 'name') === null ? 'accountId' : 'name'),
  ]);
}

function segmentRows(preview: unknown): readonly (readonly string[])[] {
  return listOf(preview, 'segments').map((moves) => [
    textOf(moves, 'segment'),
    `${textOf(moves, 'of')}s`,
    `+${textOf(moves, 'entered')}`,
    `-${textOf(moves, 'left')}`,
  ]);
}

function sampleRows(preview: unknown): readonly (readonly string[])[] {
  const engaged = (sample: unknown, version: string) => {
    const bands = fieldOf(fieldOf(fieldOf(sample, 'bands'), 'accounts'), version);
    const share = (band: string) => Number(fieldOf(bands, band) ?? 0);
    return String(share('most engaged') + share('engaged'));
  };
  return listOf(preview, 'samples').map((sample) => [
    textOf(sample, 'asOf'),
    correlation(sample),
    engaged(sample, 'live'),
    engaged(sample, 'candidate'),
  ]);
}

function about(preview: unknown, file: string): string {
  const windows = fieldOf(preview, 'windows');
  const skipped = Number(fieldOf(preview, 'skipped') ?? 0);
  return facts([
    ['candidate', `${file}, scores of ${textOf(windows, 'candidate')} days`],
    [
      'in force',
      `${textOf(preview, 'model')} version ${textOf(preview, 'modelVersion')}, ` +
        `scores of ${textOf(windows, 'live')} days`,
    ],
    ['day', textOf(preview, 'asOf')],
    ['same order', `${correlation(preview)} (1 is the same, 0 is none, -1 the reverse)`],
    ...(skipped > 0 ? [['skipped', `${skipped} weeks, for want of time`] as const] : []),
  ]);
}

/** A preview for people, in at most 80 columns. */
export function previewReport(preview: unknown, file: string): string {
  const bandHeadings = ['BAND', 'ACCOUNTS', 'NEW', '', 'USERS', 'NEW', ''];
  return [
    about(preview, file),
    table(bandHeadings, bandRows(preview)),
    `Accounts that move most\n${table(['IS', 'WOULD BE', '', 'ACCOUNT'], moverRows(preview))}`,
    `Segments\n${table(['SEGMENT', 'OF', 'ENTER', 'LEAVE'], segmentRows(preview))}`,
    'Week by week: order kept, accounts scoring 50 or more\n' +
      table(['DAY', 'ORDER', 'ARE', 'WOULD BE'], sampleRows(preview)),
  ].join('\n\n');
}
