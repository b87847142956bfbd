import { describe, expect, it } from 'vitest';
import { standInsOf, withStandIns } from '../../checks/shown-output.ts';

const same = (shown: string, output: string) => standInsOf(shown, output) !== undefined;

describe('standInsOf', () => {
  it('standInsOf finds an output that is the same, without regard to space around it', () => {
    expect(same('ok    server\nok    key', 'ok    server\nok    key\n')).toBe(true);
    expect(same('ok    server', 'ok   server')).toBe(false);
    expect(same('ok    server', 'ok    server\nok    key')).toBe(false);
    expect(same('a+b (c)', 'a+b (c)')).toBe(true);
    expect(same('a.b', 'axb')).toBe(false);
  });

  it('standInsOf lets dots alone stand for anything, also for nothing and for lines', () => {
    expect(same('{"id":"a",...}', '{"id":"a","n":1}')).toBe(true);
    expect(same('{"id":"a",...}', '{"id":"b","n":1}')).toBe(false);
    expect(same('first\n...\nlast', 'first\nsecond\nthird\nlast')).toBe(true);
    expect(same('first\n...\nlast', 'first\nsecond\nthird')).toBe(false);
    expect(same('first\n...', 'first')).toBe(true);
    expect(same('...\nlast', 'last')).toBe(true);
    expect(same('...\nlast', 'first\nlast')).toBe(true);
    expect(same('first\n...\nlast', 'first\nlast')).toBe(true);
    expect(same('there is neither ...', 'there is neither user nor account')).toBe(true);
    expect(same('[...]', '[]')).toBe(true);
  });

  it('standInsOf lets a word that ends in dots stand for one word, and tells for which', () => {
    const shown = '{"id":"492af598...","key":"wk__wZaa..."}';
    expect(standInsOf(shown, '{"id":"1f0c-2a","key":"wk_x"}')).toEqual(
      new Map([
        ['492af598...', '1f0c-2a'],
        ['wk__wZaa...', 'wk_x'],
      ]),
    );
    expect(same('{"id":"492af598..."}', '{"id":"two words"}')).toBe(false);
    expect(same('{"id":"492af598..."}', '{"id":""}')).toBe(false);
  });

  it('standInsOf takes JSON that a document breaks over lines as one line', () => {
    expect(same('{"a":1,\n   "b":2}', '{"a":1,"b":2}')).toBe(true);
    expect(same('a\n   b', 'ab')).toBe(false);
  });
});

describe('withStandIns', () => {
  it('withStandIns replaces the words that stand for something, and leaves the others', () => {
    const standIns = new Map([['492af598...', '1f0c']]);
    expect(withStandIns('curl $URL/v1/keys/492af598.../rotate and 7d0e...', standIns)).toBe(
      'curl $URL/v1/keys/1f0c/rotate and 7d0e...',
    );
  });
});
