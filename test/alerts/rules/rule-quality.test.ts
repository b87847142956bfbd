import { describe, expect, it } from 'vitest';
import { type RuleOutcome, ruleQuality } from '../../../lib/alerts/rules/rule-quality.ts';
import { addDays } from '../../../lib/model/day.ts';

const dayAt = (at: number) => addDays('2026-01-01', at);
const LAST = dayAt(200);

/** So many accounts that all cancel on day 100. */
const ends = (count: number): RuleOutcome[] =>
  Array.from({ length: count }, (_, a) => ({ subject: `a${a}`, day: dayAt(100) }));

/** An alert of a rule about an account, on a day by its number. */
const fired = (subject: string, at: number) => {
  return { subject, subjectId: subject, name: subject, day: dayAt(at), title: 'an alert' };
};

describe('the quality of a rule', () => {
  it('the quality of a rule is unknown while fewer than ten accounts came to the end it foretells', () => {
    expect(ruleQuality('cancelled', [fired('a0', 90)], ends(9), LAST)).toBeNull();
    expect(ruleQuality('cancelled', [fired('a0', 90)], ends(10), LAST)).not.toBeNull();
  });

  it('the quality of a rule counts an alert from the day before an end back to 60 days before it', () => {
    const recall = (at: number) =>
      ruleQuality('cancelled', [fired('a0', at)], ends(10), LAST)?.recall;
    expect([100, 99, 40, 39].map(recall)).toEqual([0, 0.1, 0.1, 0]);
  });

  it('the quality of a rule judges no alert that is younger than 60 days, unless the end came', () => {
    const quality = ruleQuality(
      'cancelled',
      [fired('a0', 90), fired('b', 140), fired('c', 141)],
      ends(10),
      LAST,
    );
    expect(quality?.precision).toBe(0.5);
    expect(ruleQuality('cancelled', [fired('c', 141)], ends(10), LAST)?.precision).toBeNull();
  });

  it('the quality of a rule has the median of the days from the first alert to the end', () => {
    const alerts = [fired('a0', 80), fired('a0', 95), fired('a1', 90), fired('a2', 50)];
    expect(ruleQuality('cancelled', alerts, ends(10), LAST)?.medianLeadDays).toBe(20);
    const two = alerts.slice(0, 3);
    expect(ruleQuality('cancelled', two, ends(10), LAST)?.medianLeadDays).toBe(15);
    expect(ruleQuality('cancelled', [], ends(10), LAST)?.medianLeadDays).toBeNull();
  });
});
