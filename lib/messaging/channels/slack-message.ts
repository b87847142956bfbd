import type { Alert } from '../../alerts/alert.ts';
import {
  type Digest,
  digestParts,
  digestTitle,
  NOTHING_TO_DO,
} from '../../alerts/message/digest.ts';
import { multiLine, singleLine } from '../../alerts/message/plain-text.ts';

/** Slack takes 50 blocks in a message; people read fewer. */
export const MAX_ALERTS_PER_MESSAGE = 20;

/** Characters after escaping, so that a section stays below the 3,000 that Slack takes. */
const MAX_TITLE = 400;
const MAX_TEXT = 1_500;
const MAX_OWNER = 200;
const MAX_HEADER = 150;
/** Five lines of a digest and their heading, with the marks of links, stay below 3,000. */
const MAX_DIGEST_LINE = 550;
const LINES_PER_SECTION = 5;

/** A block is the header, in plain text, or a section, in Slack's mark-up. */
type Block = ReturnType<typeof headerOf | typeof sectionOf>;

export interface SlackMessage {
  /** What a notification shows. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly unfurl_links: false;
}

function headerOf(heading: string) {
  const text = Array.from(heading).slice(0, MAX_HEADER).join('');
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } } as const;
}

/** Verbatim: an @channel in somebody's name stays a word. */
function sectionOf(text: string) {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } } as const;
}

function messageOf(heading: string, sections: readonly string[]): SlackMessage {
  return {
    text: escapeText(heading, MAX_TITLE),
    blocks: [headerOf(heading), ...sections.map(sectionOf)],
    unfurl_links: false,
  };
}

/** One message for a batch of alerts: Slack takes about one a second for a channel. */
export function slackMessage(alerts: readonly Alert[]): SlackMessage {
  const [first, ...others] = alerts;
  const heading =
    first && others.length === 0 ? singleLine(first.title) : `${alerts.length} alerts`;
  return messageOf(heading, alerts.map(sectionText));
}

function sectionText(alert: Alert): string {
  const title = withoutAsterisks(escapeText(singleLine(alert.title), MAX_TITLE));
  const text = markLinks(escapeText(multiLine(alert.text), MAX_TEXT));
  const owner = alert.owner === undefined ? [] : [escapeText(singleLine(alert.owner), MAX_OWNER)];
  const foot = [escapeText(alert.rule, MAX_OWNER), alert.severity, alert.day, ...owner];
  return `*${title}*\n${text}\n${foot.join(' · ')}`;
}

/** The three characters by which Slack knows mentions, channels and links. */
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Never tears an entity or a surrogate pair at the cut. */
function escapeText(text: string, limit: number): string {
  let result = '';
  for (const character of text) {
    const next = ENTITIES[character] ?? character;
    if (result.length + next.length >= limit) return `${result}…`;
    result += next;
  }
  return result;
}

/** A title stands between asterisks; one inside would end the bold early. */
function withoutAsterisks(text: string): string {
  return text.replaceAll('*', '∗');
}

/** Verbatim text has no links but those that are marked. */
function markLinks(text: string): string {
  return text.replace(/https?:\/\/[^\s|]+?(?=[.,)]?(?:\s|$))/g, '<$&>');
}

/** A digest: sections for each part, its lines as a list. */
export function slackDigest(digest: Digest): SlackMessage {
  const sections = digestParts(digest).flatMap(({ heading, lines }) => {
    const list = lines.map((line) => `• ${markLinks(escapeText(line, MAX_DIGEST_LINE))}`);
    const groups = Math.ceil(list.length / LINES_PER_SECTION);
    return Array.from({ length: groups }, (_, index) => {
      const some = list.slice(index * LINES_PER_SECTION, (index + 1) * LINES_PER_SECTION);
      return (index === 0 ? [`*${heading}*`, ...some] : some).join('\n');
    });
  });
  return messageOf(digestTitle(digest), sections.length === 0 ? [NOTHING_TO_DO] : sections);
}
