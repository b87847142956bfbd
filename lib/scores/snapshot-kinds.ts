import type {
  AccountColumns,
  AccountWindowColumns,
  Lifecycle,
  MemberColumns,
  UserColumns,
  UserWindowColumns,
} from './day-scores.ts';
import { eventUses } from './event-uses.ts';
import { eachOf, groupOf } from './group-kind.ts';
import { lists } from './list-column.ts';
import { memberMoves } from './member-moves.ts';
import { days, floats, ints, nullableFloats } from './number-kinds.ts';
import { sharedTexts, texts, words } from './text-kinds.ts';

// The order of names is that of the stored bytes: another one would restate every day.

export const userKind = groupOf<UserColumns>({
  hash: texts,
  first: ints,
  lastActive: ints,
  everUsed: ints,
  progress: floats,
  activatedAt: days,
  segments: lists,
  steps: lists,
  created: days,
  windows: eachOf(
    groupOf<UserWindowColumns>({
      raw: floats,
      previousRaw: nullableFloats,
      activeDays: ints,
      used: ints,
    }),
  ),
});

export const memberKind = groupOf<MemberColumns>({
  user: ints,
  account: ints,
  lastActive: ints,
  raw: eachOf(floats),
});

const LIFECYCLES: readonly Lifecycle[] = ['trial', 'paid', 'cancelled', 'unknown'];

export const accountKind = groupOf<AccountColumns>({
  hash: texts,
  created: days,
  first: ints,
  lastActive: ints,
  everUsed: ints,
  sinceFirst: lists,
  sinceLast: lists,
  knownUsers: ints,
  lifecycle: words(LIFECYCLES, 'unknown'),
  owner: sharedTexts,
  progress: floats,
  activatedAt: days,
  steps: lists,
  segments: lists,
  windows: eachOf(
    groupOf<AccountWindowColumns>({
      average: floats,
      total: floats,
      fair: floats,
      raw: floats,
      previous: nullableFloats,
      ownPart: nullableFloats,
      memberPart: nullableFloats,
      moved: memberMoves,
      activeUsers: ints,
      activeDays: ints,
      used: ints,
      events: eventUses,
    }),
  ),
});
