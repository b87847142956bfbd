import type { Columns } from '../counts/block-store.ts';
import { decodeIds } from '../counts/id-column.ts';
import type { ResolveId } from '../events/link.ts';
import { BarometerError } from '../model/barometer-error.ts';
import { addWords } from './asked-days.ts';
import { type AskedLog, noteOccurrence } from './asked-log.ts';
import type {
  CarriedChunk,
  CarriedDays,
  CarriedLists,
  CarriedMembers,
  CarriedSubjects,
  Side,
} from './carried-chunk.ts';
import { growInts, lowerAt, raiseAt } from './grow.ts';
import { accountIndices, userIndices } from './index-part.ts';
import { pairOf } from './membership.ts';
import { growTally, type Tally } from './tally.ts';

const PARTS: ReadonlySet<unknown> = new Set(['users', 'accounts', 'members', 'days', 'lists']);

function isChunk(chunk: Columns): chunk is Columns & CarriedChunk {
  return chunk['v'] === 1 && PARTS.has(chunk['part']);
}

/** A day so many days up to the carried one, 0 for never. */
function dayOf(carried: number, ago: number | undefined): number {
  return ago ? carried - ago + 1 : 0;
}

/** What is put back, and where: by place among the carried ones the number in the tally. */
interface Restoring {
  readonly tally: Tally;
  readonly resolve: ResolveId;
  readonly carried: number;
  readonly users: Numbers;
  readonly accounts: Numbers;
  /** The place of the last member's user, which the next chunk goes on from. */
  lastUser: number;
}

interface Numbers {
  of: Int32Array;
  length: number;
}

function append(numbers: Numbers, more: readonly number[]): void {
  numbers.of = growInts(numbers.of, numbers.length + more.length);
  numbers.of.set(more, numbers.length);
  numbers.length += more.length;
}

/** Two that were carried apart may be one by now: the earlier first day and the later last one hold. */
function restoreSubjects(restoring: Restoring, chunk: CarriedSubjects): void {
  const { tally, carried, resolve } = restoring;
  const isUsers = chunk.part === 'users';
  const ids = decodeIds({ hashes: chunk.hashes, none: -1 });
  const numbers = isUsers ? userIndices(tally, ids, resolve) : accountIndices(tally, ids);
  append(isUsers ? restoring.users : restoring.accounts, numbers);
  growTally(tally);
  const days = isUsers ? tally.userDays : tally.accountDays;
  const features = tally.plan.features.length;
  numbers.forEach((number, row) => {
    if (number < 0) return;
    lowerAt(days.first, number, dayOf(carried, chunk.first[row]));
    raiseAt(days.lastActive, number, dayOf(carried, chunk.lastActive[row]));
    for (let feature = 0; feature < features; feature++) {
      const place = number * features + feature;
      raiseAt(days.featureUsed, place, dayOf(carried, chunk.used[feature]?.[row]));
      const first = dayOf(carried, chunk.firstUsed[feature]?.[row]);
      if (first > 0) lowerAt(days.featureFirst, place, first);
    }
  });
}

function restoreMembers(restoring: Restoring, chunk: CarriedMembers): void {
  const { tally, carried, users, accounts } = restoring;
  const { members } = tally;
  chunk.user.forEach((step, row) => {
    restoring.lastUser += step;
    const user = users.of[restoring.lastUser] ?? -1;
    if (user < 0) return;
    const pair = pairOf(members, user, accounts.of[chunk.account[row] ?? 0] ?? 0);
    raiseAt(members.lastSeen, pair, dayOf(carried, chunk.seen[row]));
    raiseAt(members.removed, pair, dayOf(carried, chunk.removed[row]));
    raiseAt(members.lastActive, pair, dayOf(carried, chunk.lastActive[row]));
  });
}

/** Where something was asked of, and the numbers of whom it was asked. */
function askedOf({ tally, users, accounts }: Restoring, of: Side): [AskedLog, Int32Array] {
  return of === 'user' ? [tally.askedByUser, users.of] : [tally.askedByAccount, accounts.of];
}

function restoreDays(restoring: Restoring, { of, event, from, ...rows }: CarriedDays): void {
  const [log, numbers] = askedOf(restoring, of);
  const days = log.days.get(event);
  if (!days) return;
  const stride = rows.words.length / rows.subject.length;
  rows.subject.forEach((place, row) => {
    const number = numbers[place] ?? -1;
    const words = rows.words.slice(row * stride, (row + 1) * stride);
    if (number >= 0) addWords(days, number, from, words);
  });
}

function restoreLists(restoring: Restoring, { of, event, ...rows }: CarriedLists): void {
  const [log, numbers] = askedOf(restoring, of);
  rows.subject.forEach((place, row) => {
    const subject = numbers[place] ?? -1;
    const [day = 0, count = 0] = [rows.day[row], rows.count[row]];
    const user = restoring.users.of[rows.user[row] ?? -1] ?? -1;
    if (subject >= 0) noteOccurrence(log, event, subject, { day, count, user });
  });
}

/**
 * Puts what was carried back into a new tally, chunk by chunk.
 *
 * @param resolve as links say by now: who was carried under an id that is another one's counts there
 * @param carried the day, as a day number
 */
export function restorer(
  tally: Tally,
  resolve: ResolveId,
  carried: number,
): (chunk: Columns) => void {
  const none = (): Numbers => ({ of: new Int32Array(0), length: 0 });
  const restoring = { tally, resolve, carried, users: none(), accounts: none(), lastUser: 0 };
  return (chunk) => {
    if (!isChunk(chunk)) {
      throw new BarometerError('unreadable', 'carried tally: unknown version');
    }
    if (chunk.part === 'members') restoreMembers(restoring, chunk);
    else if (chunk.part === 'days') restoreDays(restoring, chunk);
    else if (chunk.part === 'lists') restoreLists(restoring, chunk);
    else restoreSubjects(restoring, chunk);
  };
}
