import { repeated, structOf } from '../columns/column-codec.ts';
import { eventCounts } from '../columns/event-counts.ts';
import { lists } from '../columns/list-column.ts';
import { memberCauses } from '../columns/member-causes.ts';
import { membershipChanges } from '../columns/membership-changes.ts';
import {
  days,
  floats,
  internedTexts,
  ints,
  nullableFloats,
  oneOf,
  texts,
} from '../columns/value-codecs.ts';
import { LIFECYCLE_STATES } from '../conditions/lifecycle.ts';
import type {
  AccountColumns,
  AccountWindowColumns,
  MemberColumns,
  UserColumns,
  UserWindowColumns,
} from './day-scores.ts';

// The order of names is that of the stored bytes: another one would restate every day.

export const userCodec = structOf<UserColumns>({
  hash: texts,
  first: ints,
  lastActive: ints,
  everUsed: ints,
  progress: nullableFloats,
  activatedAt: days,
  segments: lists,
  steps: lists,
  created: days,
  windows: repeated(
    structOf<UserWindowColumns>({
      raw: floats,
      previousRaw: nullableFloats,
      activeDays: ints,
      used: ints,
    }),
  ),
});

export const memberCodec = structOf<MemberColumns>({
  user: ints,
  account: ints,
  lastActive: ints,
  raw: repeated(floats),
});

export const accountCodec = structOf<AccountColumns>({
  hash: texts,
  created: days,
  first: ints,
  lastActive: ints,
  everUsed: ints,
  sinceFirst: lists,
  sinceLast: lists,
  knownUsers: ints,
  lifecycle: oneOf([...LIFECYCLE_STATES, 'unknown'], 'unknown'),
  owner: internedTexts,
  progress: nullableFloats,
  activatedAt: days,
  steps: lists,
  segments: lists,
  windows: repeated(
    structOf<AccountWindowColumns>({
      average: floats,
      total: floats,
      fair: floats,
      raw: floats,
      previous: nullableFloats,
      ownPart: nullableFloats,
      memberPart: nullableFloats,
      moved: membershipChanges,
      activeUsers: ints,
      activeDays: ints,
      used: ints,
      events: eventCounts,
      activePart: floats,
      causes: memberCauses,
    }),
  ),
});
