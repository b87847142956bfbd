import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROCESS_VARIABLES } from '../../lib/runtime/services/environment.ts';
import { compareWorld } from './compare-world.ts';
import type { Difference } from './differences.ts';
import { liveThrough, scoreAgain, sealAll } from './live-through.ts';
import { randomWorld, type World } from './world/random-world.ts';

/** `17` or `1-1000`. */
const SEEDS = PROCESS_VARIABLES['ORACLE_SEEDS'] ?? '1-200';
const SHOWN = 40;

function seedsOf(range: string): number[] {
  const [from = 1, to = from] = range.split('-').map(Number);
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

/** A line for each difference, and where the world can be read. */
function report(world: World, found: readonly Difference[]): string {
  const file = join(tmpdir(), `oracle-world-${world.seed}.json`);
  writeFileSync(file, JSON.stringify(world, null, 1));
  const lines = found.slice(0, SHOWN).map(({ query, path, service, oracle }) => {
    return `${query} ${path}: the service says ${service}, the oracle ${oracle}`;
  });
  const head = `${found.length} differences in the world of seed ${world.seed} (${file})`;
  return [head, ...lines].join('\n');
}

/** Tests the worlds whose seeds leave this remainder: each file of tests has a core of its own. */
export function testWorlds(remainder: 0 | 1): void {
  it.each(seedsOf(SEEDS).filter((seed) => seed % 2 === remainder))(
    'the service says of the world of seed %i what SQL over the posted events says',
    async (seed) => {
      const world = randomWorld(seed);
      const service = await liveThrough(world);
      const found = [...(await compareWorld(service, world))];
      // The same batches once their hours are sealed.
      if (found.length === 0 && seed % 10 < 2) {
        await sealAll(service);
        await scoreAgain(service, world);
        found.push(...(await compareWorld(service, world)));
      }
      expect(found.length, found.length > 0 ? report(world, found) : '').toBe(0);
    },
  );
}
