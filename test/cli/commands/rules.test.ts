import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rulePreviewReport } from '../../../cli/rule-preview-report.ts';
import { addDays, dayOf } from '../../../lib/model/day.ts';
import { type CliWorld, cliWorld } from '../../support/worlds/cli-world.ts';
import { NOW } from '../../support/worlds/test-services.ts';

let w: CliWorld;

const ago = (days: number) => addDays(dayOf(NOW), -days);

/** Acme works until five days ago, Globex to this day. */
beforeAll(async () => {
  w = await cliWorld();
  for (const days of [8, 7, 6, 5, 4, 3, 2, 1]) {
    const accounts = days >= 5 ? ['acme', 'globex'] : ['globex'];
    await w.count(
      ago(days),
      accounts.map((account) => [`u-${account}`, account, 'Opened', 3] as const),
    );
  }
  for (const days of [4, 3, 2, 1]) await w.close(ago(days));
});
afterAll(() => w.end());

describe('barometer rules preview', () => {
  it('barometer rules preview says when a rule would have fired and for whom, and changes nothing', async () => {
    const rule = { id: 'silence', kind: 'account.inactive', days: 3 };
    const file = await w.file('rule.json', JSON.stringify(rule));
    const { code, out, err } = await w.run('rules', 'preview', file);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`looked at   ${ago(4)} to ${ago(1)}, 4 closed days`);
    expect(out).toContain('would fire  once, 1.75 a week');
    expect(out).toContain(`${ago(2)}  acme`);
    expect(out).toContain('once ten accounts cancelled or converted');
    expect((await w.run('rules')).out).toBe('none');
  });

  it('barometer rules preview prints JSON on request, as the API answers it', async () => {
    const file = await w.file('rule.yaml', 'kind: account.inactive\ndays: 3\n');
    const { out } = await w.run('rules', 'preview', file, '--days', '3', '--json');
    expect(JSON.parse(out)).toMatchObject({ from: ago(3), to: ago(1), quality: null });
  });

  it('barometer rules preview says what is wrong with a rule, the days and the call', async () => {
    const created = await w.file('created.json', '{"kind":"account.created"}');
    const wrong = await w.run('rules', 'preview', created);
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('looks at events') });
    const file = await w.file('fine.json', '{"kind":"account.inactive","days":3}');
    expect((await w.run('rules', 'preview', file, '--days', 'ten')).code).toBe(1);
    expect((await w.run('rules', 'preview')).code).toBe(2);
    expect((await w.run('rules', '--help')).out).toContain('rules preview FILE');
  });
});

describe('the report of a rule', () => {
  const answer = {
    from: '2026-01-01',
    to: '2026-03-31',
    days: 90,
    alerts: 30,
    perWeek: 2.3333,
    fired: Array.from({ length: 30 }, (_, at) => {
      return { day: `2026-03-${at + 1}`, subjectId: `a${at}`, title: 'x'.repeat(100) };
    }),
  };

  it('the report of a rule says how well it foretold, in 80 columns, the newest alerts first', () => {
    const quality = {
      outcome: 'cancelled',
      outcomes: 12,
      precision: 0.4,
      recall: 0.75,
      medianLeadDays: 21,
    };
    const text = rulePreviewReport({ ...answer, quality }, 'account.inactive');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text).toContain('30 times, 2.33 a week');
    expect(text.match(/^2026-03-/gm)).toHaveLength(20);
    expect(text).toContain('outcome    12 accounts cancelled');
    expect(text).toContain('precision  40% of its alerts came true in 60 days');
    expect(text).toContain('recall     75% of them were foretold');
    expect(text).toContain('lead       21 days before the end (median)');
  });

  it('the report of a rule says so while no day is closed', () => {
    const none = { from: null, to: null, days: 0, alerts: 0, perWeek: 0, fired: [], quality: null };
    expect(rulePreviewReport(none, 'score.below')).toContain('No day is closed yet');
  });
});
