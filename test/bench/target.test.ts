import { describe, expect, test } from 'vitest';
import { atLeast, atMost, judgeTargets, type Target } from '../../bench/target.ts';

function judged(...targets: Target[]): { exitCode: number; lines: string[] } {
  const lines: string[] = [];
  return { exitCode: judgeTargets(targets, (line) => lines.push(line ?? '')), lines };
}

describe('judgeTargets', () => {
  test('a bench ends with 0 when every figure is on its limit or on the good side of it', () => {
    const { exitCode, lines } = judged(
      atMost(0.065, 'write units an event', 0.065),
      atLeast(2, 'times as fast', 2.5),
    );
    expect(exitCode).toBe(0);
    expect(lines).toEqual([
      '  met     write units an event: 0.065, at most 0.065',
      '  met     times as fast: 2.5, at least 2',
      '2 of 2 targets met',
    ]);
  });

  test('a bench ends with 1 when one figure of many is above its most', () => {
    const { exitCode, lines } = judged(atMost(0, 'miscounted', 1), atMost(200, 'kilobytes', 43.5));
    expect(exitCode).toBe(1);
    expect(lines).toEqual([
      '  MISSED  miscounted: 1, at most 0',
      '  met     kilobytes: 43.5, at most 200',
      '1 of 2 targets met',
    ]);
  });

  test('a bench ends with 1 when a figure is below its least', () => {
    expect(judged(atLeast(2, 'times as fast', 1.99)).exitCode).toBe(1);
  });

  test.each([atMost, atLeast])(
    'a bench counts a figure that is not a number as missed, with bound %#',
    (bound) => {
      expect(judged(bound(1, 'ratio', Number.NaN)).exitCode).toBe(1);
    },
  );

  test('a bench prints figures near nothing with their magnitude', () => {
    expect(judged(atMost(1e-9, 'furthest apart', 1.4e-13)).lines[0]).toBe(
      '  met     furthest apart: 1.4e-13, at most 1.0e-9',
    );
  });

  test('a bench without targets is refused', () => {
    expect(() => judged()).toThrow('a bench without targets enforces nothing');
  });
});
