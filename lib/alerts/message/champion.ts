import { exactScore } from '../../scores/formulas/exact-score.ts';
import { shownScore } from '../../scores/formulas/shown-score.ts';
import { derivedOf } from '../../scores/read/snapshot-window.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import type { AlertWords } from '../alert-text.ts';
import { type AlertContext, nameWithId, userName } from './alert-context.ts';

/** The member of an account who does most there: whom to talk to. */
export interface Champion {
  readonly userId: string;
  readonly name: string;
  readonly score: number;
}

/** The top member of a window, else the one who was there last; undefined without members. */
function topMember(scores: DayScores, window: number, account: number) {
  const members = derivedOf(scores).membersOf(account);
  const raws = scores.members.raw[window];
  const [first, ...rest] = members;
  if (first === undefined) return undefined;
  const { lastActive, user } = scores.members;
  const top = rest.reduce((best, member) => {
    const more = (raws?.[member] ?? 0) - (raws?.[best] ?? 0);
    return (more || (lastActive[member] ?? 0) - (lastActive[best] ?? 0)) > 0 ? member : best;
  }, first);
  return { user: scores.users.hash[user[top] ?? -1] ?? '', raw: raws?.[top] ?? 0 };
}

export async function accountChampion(
  scores: DayScores,
  window: number,
  account: number,
  context: AlertContext,
): Promise<Champion | undefined> {
  const top = topMember(scores, window, account);
  const userId = top && context.directory.get(top.user)?.id;
  if (!top || userId === undefined) return undefined;
  const { benchmark = 0, curve = 0 } = scores.windows[window] ?? {};
  const score = shownScore(exactScore(top.raw, benchmark, curve));
  return { userId, name: await userName(context, top.user), score };
}

/** `Talk to Ada Lovelace (ada@acme.example, scores 88).` */
export function championSentence({ name, userId, score }: Champion): string {
  const who = nameWithId(name, userId);
  return score > 0
    ? `Talk to ${who}, who does most there and scores ${score}.`
    : `Talk to ${who}, who was there last.`;
}

/** Returns words that end with whom to talk to; the same words when nobody is known. */
export function withChampion(words: AlertWords, champion: Champion | undefined): AlertWords {
  if (!champion) return words;
  const text = `${words.text}\n${championSentence(champion)}`;
  return { ...words, text, facts: { ...words.facts, champion } };
}
