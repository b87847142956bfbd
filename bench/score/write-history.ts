import pMap from 'p-map';
import { fingerprintFrom } from '../../fixtures/seeded.ts';
import { publishCounts } from '../../lib/counts/day/count-blocks.ts';
import { dayPartsOf } from '../../lib/counts/day/day-counts.ts';
import { cutDelta } from '../../lib/counts/delta/cut-delta.ts';
import type { Delta, DeltaCell } from '../../lib/counts/delta/delta.ts';
import { type DirectoryCache, recordIds } from '../../lib/counts/directory/directory.ts';
import type { Stores } from '../../lib/dynamo/stores/dynamo-stores.ts';
import { type Day, dayOf, MS_PER_DAY } from '../../lib/model/day.ts';
import { seededRandom } from '../../local/sample/random.ts';
import { type BenchPopulation, cellsOn } from './population.ts';

/** Puts of small items under way at once. */
const AT_ONCE = 32;

const PLANS = ['trial', 'team', 'team', 'business'];
const ROLES = ['member', 'member', 'admin'];
const OWNERS = ['Ada', 'Ben', 'Cem', 'Dea', 'Eva'];

/** Ids and profiles, as identify and group calls would have left them. */
export async function writeSubjects(
  { blocks, profiles }: Stores,
  cache: DirectoryCache,
  population: BenchPopulation,
  createdAt: number,
): Promise<void> {
  await recordIds({ blocks, cache }, population.directory, 'bench');
  const day = dayOf(createdAt);
  const dated = (value: string | number) => [{ day, at: createdAt, value }];
  await pMap(
    population.accounts,
    (hash, i) => {
      const created = new Date(createdAt - (i % 700) * MS_PER_DAY).toISOString();
      const traits = {
        name: dated(`Account ${i}`),
        plan: dated(PLANS[i % PLANS.length] ?? ''),
        csm: dated(OWNERS[i % OWNERS.length] ?? ''),
        mrr: dated((i % 40) * 100),
        createdAt: dated(created),
      };
      const firstSeen = { at: createdAt, sourceWasKnown: true };
      return profiles.put({ kind: 'account', hash, traits, firstSeen }, 0);
    },
    { concurrency: AT_ONCE },
  );
  await pMap(
    population.people,
    ({ hash }, i) => {
      const traits = {
        name: dated(`User ${i}`),
        email: dated(`user-${i}@example.com`),
        role: dated(ROLES[i % ROLES.length] ?? ''),
      };
      return profiles.put({ kind: 'user', hash, traits }, 0);
    },
    { concurrency: AT_ONCE },
  );
}

/** A day of the past, as a run finds it: its count block, and the marker of its last hour. */
export async function writeClosedDay(
  { blocks, seals }: Stores,
  population: BenchPopulation,
  day: Day,
): Promise<void> {
  const cells = cellsOn(population, day);
  const hour = `${day}T23`;
  const events = cells.reduce((sum, cell) => sum + cell.count, 0);
  await seals.putMarker({ hour, events, days: [{ day, chunks: 1 }] });
  await publishCounts(blocks, day, dayPartsOf(day, cells), hour);
}

/** Shares out what happened on a day over its hours; who does a thing twice does it within one. */
function deltasOf(population: BenchPopulation, day: Day, hours: number): Delta[] {
  const random = seededRandom(1);
  const byHour = Array.from({ length: hours }, (): DeltaCell[] => []);
  for (const { count, ...cell } of cellsOn(population, day)) {
    const fingerprints = Array.from({ length: count }, () => fingerprintFrom(random)).sort();
    const hour = Math.floor(random() * 24);
    byHour[hour]?.push({ ...cell, dated: true, fingerprints: fingerprints.join('') });
  }
  return byHour.map((cells, hour) => {
    return { day, hour: `${day}T${String(hour).padStart(2, '0')}`, cells, sets: [] };
  });
}

/** A day that no run has read yet: the sealed deltas of its first hours, with all fingerprints. */
export async function writeSealedHours(
  { seals }: Stores,
  population: BenchPopulation,
  day: Day,
  hours: number,
): Promise<void> {
  for (const delta of deltasOf(population, day, hours)) {
    const chunks = cutDelta(delta);
    for (const [index, chunk] of chunks.entries()) await seals.putChunk(chunk, index);
    const events = delta.cells.reduce((sum, cell) => sum + cell.fingerprints.length / 16, 0);
    await seals.putMarker({ hour: delta.hour, events, days: [{ day, chunks: chunks.length }] });
    await seals.advanceSealedThrough(delta.hour);
  }
}
