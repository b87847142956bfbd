import { describe, expect, it } from 'vitest';
import { instantMs, isoInstant } from '../../lib/model/instant.ts';

const NOON = Date.UTC(2026, 10, 21, 12);

describe('instants', () => {
  it('isoInstant writes ISO 8601 in UTC, which instantMs reads back', () => {
    expect(isoInstant(NOON)).toBe('2026-11-21T12:00:00.000Z');
    expect(instantMs(isoInstant(NOON))).toBe(NOON);
    expect(instantMs('soon')).toBeNaN();
  });
});
