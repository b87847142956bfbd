import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { StackClient } from './stack-client.ts';

const client = new StackClient();
const FILE = 'cdk.out/deployed/barometer.yaml';

/** The command as its operator runs it. */
function barometer(...args: readonly string[]): string {
  const where = ['--env', 'dev', '--key', client.adminKey];
  return execFileSync('npx', ['barometer', ...args, ...where], { encoding: 'utf8' });
}

/** Applies a model with this weight and returns what the run after it found of an account. */
async function scoredWithWeight(weight: number) {
  const model = `{ id: default, events: { Report Shared: ${weight} }, windows: [7], headlineWindow: 7 }`;
  writeFileSync(FILE, `models:\n  - ${model}\n`);
  const applied = barometer('apply', FILE);
  const run = barometer('runs', 'start', '--wait');
  const { body } = await client.ask('/v1/accounts/acme?asOf=live&window=7');
  return { applied, run, account: body };
}

describe('a change of the model by barometer apply', () => {
  it('a change of the model by barometer apply is announced, scored by the next run under a version of its own, and can be taken back', async () => {
    await client.createKeys();
    const changed = await scoredWithWeight(6);
    expect(changed.applied).toMatch(/changed +model +default +events/);
    expect(changed.run).toContain('done');
    expect(changed.account).toMatchObject({ rawScore: 6 * 6 });
    expect(barometer('apply', FILE)).toMatch(/unchanged +model +default/);
    const back = await scoredWithWeight(5);
    expect(back.account).toMatchObject({ rawScore: 6 * 5 });
    expect(back.account.modelVersion).toBeGreaterThan(changed.account.modelVersion);
  });
});
