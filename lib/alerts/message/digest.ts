import type { Day } from '../../model/day.ts';
import { DIGEST_KIND } from '../email-topic.ts';
import { championSentence } from './champion.ts';
import { escapeFormula, multiLine, singleLine } from './plain-text.ts';
import type { WorkItem, WorkList } from './work-list.ts';

/** The work list of a subscription for the morning after a day. */
export interface Digest extends WorkList {
  readonly schemaVersion: 1;
  /** The same for the same subscription and day. */
  readonly id: string;
  readonly day: Day;
  /** ISO 8601. */
  readonly raisedAt: string;
  readonly owner?: string;
  /** Titles of alerts that go out in digests only. */
  readonly noted: readonly string[];
}

export function digestPayload(digest: Digest) {
  return { type: DIGEST_KIND, timestamp: digest.raisedAt, data: digest };
}

const HEADINGS = {
  atRisk: 'At risk',
  expanding: 'Expanding',
  stuckTrials: 'Stuck trials',
  pqls: 'Ready to buy',
} as const satisfies Record<keyof WorkList, string>;

function lineOf({ name, score, reason, champion, url }: WorkItem): string {
  const who = champion ? ` ${championSentence(champion)}` : '';
  return singleLine(`${name} (${score}): ${reason}.${who} ${url ?? ''}`);
}

/** The parts of a digest that have something in them, as plain lines. */
export function digestParts(digest: Digest) {
  const lists = (['atRisk', 'expanding', 'stuckTrials', 'pqls'] as const).map((list) => {
    return { heading: HEADINGS[list], lines: digest[list].map(lineOf) };
  });
  const noted = { heading: 'Also', lines: digest.noted.map(singleLine) };
  return [...lists, noted].filter(({ lines }) => lines.length > 0);
}

export function digestTitle({ day, owner }: Digest): string {
  return singleLine(`Your accounts after ${day}${owner === undefined ? '' : `, ${owner}`}`);
}

/** What a digest says when nobody needs anything: that it came shows that all is well. */
export const NOTHING_TO_DO = 'No account needs you today.';

/** The body of an email: each part with its lines as a list. */
export function digestBody(digest: Digest): string {
  const parts = digestParts(digest).map(({ heading, lines }) =>
    [`${heading} (${lines.length})`, ...lines.map((line) => `- ${line}`)].join('\n'),
  );
  const sections = parts.length === 0 ? [NOTHING_TO_DO] : parts;
  return multiLine([escapeFormula(digestTitle(digest)), ...sections].join('\n\n'));
}
