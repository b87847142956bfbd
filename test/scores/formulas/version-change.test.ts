import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { versionChange } from '../../../lib/scores/formulas/version-change.ts';

const then = { day: '2026-11-13', modelVersion: 1, score: 60, exactScore: 60 };
const now = {
  modelVersion: 2,
  score: 45,
  exactScore: 45,
  previousExact: 48,
  parts: { own: -5, members: 0, others: 2 },
};

describe('a change between days of different versions', () => {
  it('a change between versions names the model’s part beside those of the change under one version', () => {
    expect(versionChange(now, then)).toMatchObject({
      since: { day: '2026-11-13', modelVersion: 1, score: 60 },
      points: -15,
      parts: { own: -5, members: 0, others: 2, model: -12 },
      sentence: 'fell 15 points: 12 because the model changed, 5 from its own activity',
    });
  });

  it('a change under one version has no model part, nor one without a score at either end', () => {
    expect(versionChange(now, { ...then, modelVersion: 2 })).toBeNull();
    expect(versionChange(now, undefined)).toBeNull();
    expect(versionChange({ ...now, previousExact: null, parts: null }, then)).toBeNull();
    expect(versionChange({ ...now, parts: null }, then)).toBeNull();
    expect(versionChange({ ...now, previousExact: null }, then)).toBeNull();
  });

  it('a change between versions has its parts as reasons, the greatest first and none of 0', () => {
    expect(versionChange(now, then)?.reasons).toEqual([
      { kind: 'model', points: -12, shown: -12 },
      { kind: 'event', points: -5, shown: -5 },
      { kind: 'others', points: 2, shown: 2 },
    ]);
    const joined = { ...now, parts: { own: 0, members: -4, others: 1 } };
    expect(versionChange(joined, then)?.reasons.map(({ kind }) => kind)).toEqual([
      'model',
      'members',
      'others',
    ]);
  });

  it('a change between versions takes its reasons as they are given, in order with the model’s', () => {
    const given = [
      { kind: 'event', event: 'Opened', points: 2 },
      { kind: 'event', event: 'Saved', points: -20 },
    ] as const;
    const change = versionChange({ ...now, score: 30, exactScore: 30 }, then, given);
    expect(change).toMatchObject({ exactPoints: -30, points: -30 });
    expect(change?.reasons.map(({ points }) => points)).toEqual([-20, -12, 2]);
  });

  it('a change between versions has parts and reasons that sum to it, shown and unrounded', () => {
    const score = fc.double({ min: 0, max: 100, noNaN: true });
    const part = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(score, score, score, part, part, (reported, before, after, own, members) => {
        const others = after - before - own - members;
        const moved = {
          modelVersion: 2,
          ...{ score: Math.round(after), exactScore: after, previousExact: before },
          parts: { own, members, others },
        };
        const from = { ...then, score: Math.round(reported), exactScore: reported };
        const change = versionChange(moved, from);
        const sum = Object.values(change?.parts ?? {}).reduce((total, points) => total + points, 0);
        expect(sum).toBeCloseTo(after - reported, 9);
        const shown = change?.reasons.reduce((total, reason) => total + reason.shown, 0);
        expect(shown).toBe(moved.score - from.score);
      }),
    );
  });
});
