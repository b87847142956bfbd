import type { Columns } from '../../counts/block/block-store.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { DayScores } from './day-scores.ts';
import { accountCodec, memberCodec, userCodec } from './snapshot-codecs.ts';

/** Rows in a chunk, so that it stays near 300 KB packed with three windows. */
const USERS_PER_CHUNK = 5_000;
const MEMBERS_PER_CHUNK = 20_000;
const ACCOUNTS_PER_CHUNK = 500;

/** The first hash of each chunk, so that one row can be read without the others. */
interface ChunkStarts {
  readonly users: readonly IdHash[];
  readonly accounts: readonly IdHash[];
}

interface Summary extends Omit<DayScores, 'users' | 'members' | 'accounts'> {
  readonly starts: ChunkStarts;
}

/** Version 1: one `summary`, then users, members and accounts, each cut by rows. */
type Chunk =
  | { readonly v: 1; readonly part: 'summary'; readonly columns: Summary }
  | { readonly v: 1; readonly part: 'users' | 'members' | 'accounts'; readonly columns: unknown };

/** At least one slice, so that an empty table keeps its columns. */
function rowRanges(rows: number, size: number): { from: number; to: number }[] {
  const parts = [{ from: 0, to: size }];
  for (let from = size; from < rows; from += size) parts.push({ from, to: from + size });
  return parts;
}

function chunkStarts({ users, accounts }: DayScores): ChunkStarts {
  return {
    users: users.hash.filter((_, index) => index % USERS_PER_CHUNK === 0),
    accounts: accounts.hash.filter((_, index) => index % ACCOUNTS_PER_CHUNK === 0),
  };
}

function* chunksOf(scores: DayScores): Generator<Chunk> {
  const { users, members, accounts, ...summary } = scores;
  yield { v: 1, part: 'summary', columns: { ...summary, starts: chunkStarts(scores) } };
  for (const { from, to } of rowRanges(users.hash.length, USERS_PER_CHUNK)) {
    yield { v: 1, part: 'users', columns: userCodec.encode(users, from, to) };
  }
  for (const { from, to } of rowRanges(members.user.length, MEMBERS_PER_CHUNK)) {
    yield { v: 1, part: 'members', columns: memberCodec.encode(members, from, to) };
  }
  for (const { from, to } of rowRanges(accounts.hash.length, ACCOUNTS_PER_CHUNK)) {
    yield { v: 1, part: 'accounts', columns: accountCodec.encode(accounts, from, to) };
  }
}

/** Cuts chunks one by one: a copy of all columns would not fit. Equal scores give equal bytes. */
export function* snapshotChunks(scores: DayScores): Generator<Columns> {
  for (const chunk of chunksOf(scores)) yield { ...chunk };
}

function isChunk(chunk: Columns): chunk is Columns & Chunk {
  return chunk['v'] === 1;
}

/** Index of the chunk that holds a snapshot's summary. */
export const SUMMARY_CHUNK = 0;

/** Returns the chunk that has a hash if any has; undefined when no chunk begins that early. */
export function chunkHolding(summary: Columns, kind: SubjectKind, hash: IdHash, chunks: number) {
  if (!isChunk(summary) || summary.part !== 'summary') return undefined;
  const { users, accounts } = summary.columns.starts;
  const starts = kind === 'user' ? users : accounts;
  const chunkIndex = starts.findLastIndex((start) => start <= hash);
  if (chunkIndex < 0) return undefined;
  // Users come first, accounts last; an empty table has one chunk, too.
  return kind === 'user' ? 1 + chunkIndex : chunks - starts.length + chunkIndex;
}

/** Returns the indices of the chunks of all users, or of all accounts. */
export function chunksOfSubjects(summary: Columns, kind: SubjectKind, chunks: number) {
  if (!isChunk(summary) || summary.part !== 'summary') return [];
  const { users, accounts } = summary.columns.starts;
  const [first, length] =
    kind === 'user' ? [1, users.length] : [chunks - accounts.length, accounts.length];
  return Array.from({ length }, (_, index) => first + index);
}

const unreadable = () => new BarometerError('unreadable', 'snapshot: unknown version');

/** Puts a snapshot together from its chunks in any portions: columns take a tenth of their JSON. */
export interface SnapshotBuilder {
  /** @throws BarometerError `unreadable` for a version this release does not know */
  add(chunks: readonly Columns[]): void;
  /** @throws BarometerError `unreadable` when there was no summary */
  done(): DayScores;
}

/** @param whole false when not all rows of the snapshot will come */
export function snapshotBuilder(whole = true): SnapshotBuilder {
  const rows = (chunks = 0, size = 0) => (whole ? chunks * size : 0);
  const start = ({ users, accounts }: ChunkStarts) => ({
    users: userCodec.builder(rows(users.length, USERS_PER_CHUNK)),
    members: memberCodec.builder(),
    accounts: accountCodec.builder(rows(accounts.length, ACCOUNTS_PER_CHUNK)),
  });
  let summary: Summary | undefined;
  let parts = start({ users: [], accounts: [] });
  return {
    add(chunks) {
      for (const chunk of chunks) {
        if (!isChunk(chunk)) throw unreadable();
        if (chunk.part === 'summary') {
          summary = chunk.columns;
          parts = start(summary.starts);
        } else parts[chunk.part].add(chunk.columns);
      }
    },
    done() {
      if (!summary) throw unreadable();
      const { starts: _, firstDay = 0, ...columns } = summary;
      return {
        ...columns,
        firstDay,
        users: parts.users.done(),
        members: parts.members.done(),
        accounts: parts.accounts.done(),
      };
    },
  };
}

/** @throws BarometerError `unreadable` for a version this release does not know */
export function decodeSnapshot(stored: readonly Columns[]): DayScores {
  const builder = snapshotBuilder(false);
  builder.add(stored);
  return builder.done();
}
