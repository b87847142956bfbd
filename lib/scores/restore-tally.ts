import type { Columns } from '../counts/block-store.ts';
import { decodeIds } from '../counts/id-column.ts';
import { BarometerError } from '../model/barometer-error.ts';
import { putWords } from './asked-days.ts';
import { type AskedLog, noteOccurrence } from './asked-log.ts';
import type {
  CarriedChunk,
  CarriedDays,
  CarriedLists,
  CarriedMembers,
  CarriedSubjects,
  Side,
} from './carried-chunk.ts';
import { numberOfId } from './id-index.ts';
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

function restoreSubjects(tally: Tally, chunk: CarriedSubjects, carried: number): void {
  const of = chunk.part === 'users';
  const ids = decodeIds({ hashes: chunk.hashes, none: -1 });
  const numbers = ids.map((id) => numberOfId(of ? tally.users : tally.accounts, id));
  growTally(tally);
  const days = of ? tally.userDays : tally.accountDays;
  const features = tally.plan.features.length;
  numbers.forEach((number, row) => {
    days.first[number] = dayOf(carried, chunk.first[row]);
    days.lastActive[number] = dayOf(carried, chunk.lastActive[row]);
    for (let feature = 0; feature < features; feature++) {
      const place = number * features + feature;
      days.featureUsed[place] = dayOf(carried, chunk.used[feature]?.[row]);
      if (!of) days.featureFirst[place] = dayOf(carried, chunk.firstUsed[feature]?.[row]);
    }
  });
}

/** @returns the place of the last user, which the next chunk goes on from */
function restoreMembers(
  { members }: Tally,
  chunk: CarriedMembers,
  carried: number,
  last: number,
): number {
  let user = last;
  chunk.user.forEach((step, row) => {
    user += step;
    const pair = pairOf(members, user, chunk.account[row] ?? 0);
    members.lastSeen[pair] = dayOf(carried, chunk.seen[row]);
    members.removed[pair] = dayOf(carried, chunk.removed[row]);
    members.lastActive[pair] = dayOf(carried, chunk.lastActive[row]);
  });
  return user;
}

function logOf(tally: Tally, of: Side): AskedLog {
  return of === 'user' ? tally.askedByUser : tally.askedByAccount;
}

function restoreDays(tally: Tally, { of, event, from, subject, words }: CarriedDays): void {
  const days = logOf(tally, of).days.get(event);
  if (!days) return;
  const stride = words.length / subject.length;
  subject.forEach((number, row) => {
    putWords(days, number, from, words.slice(row * stride, (row + 1) * stride));
  });
}

function restoreLists(tally: Tally, { of, event, ...rows }: CarriedLists): void {
  const log = logOf(tally, of);
  rows.subject.forEach((subject, row) => {
    const [day = 0, count = 0, user = -1] = [rows.day[row], rows.count[row], rows.user[row]];
    noteOccurrence(log, event, subject, { day, count, user });
  });
}

/** Puts what was carried back into a new tally, chunk by chunk: numbers are places then. */
export function restorer(tally: Tally, carried: number): (chunk: Columns) => void {
  let user = 0;
  return (chunk) => {
    if (!isChunk(chunk)) {
      throw new BarometerError('unreadable', 'carried tally: unknown version');
    }
    if (chunk.part === 'members') user = restoreMembers(tally, chunk, carried, user);
    else if (chunk.part === 'days') restoreDays(tally, chunk);
    else if (chunk.part === 'lists') restoreLists(tally, chunk);
    else restoreSubjects(tally, chunk, carried);
  };
}
