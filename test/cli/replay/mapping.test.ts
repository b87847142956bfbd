import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseMapping } from '../../../cli/replay/mapping.ts';

function map(yaml: string, row: unknown): readonly unknown[] {
  return parseMapping(yaml)(row);
}

function one(fields: string, row: unknown): unknown {
  return map(`messages: [{ type: track, ${fields} }]`, row)[0];
}

describe('a mapping', () => {
  it('a mapping takes fields, paths, templates and constants', () => {
    const row = { a: 1, b: { c: 'deep' }, 'd.e': 'dotted', n: 7 };
    expect(
      one(
        `event: Played, userId: '\${a}', groupId: '\${b.c}', name: '\${d.e}', messageId: '\${a}-\${n}'`,
        row,
      ),
    ).toEqual({
      type: 'track',
      event: 'Played',
      userId: 1,
      groupId: 'deep',
      name: 'dotted',
      messageId: '1-7',
    });
  });

  it('a mapping leaves a text out when any field of it is missing, null or empty', () => {
    expect(
      one(`userId: '\${u}', groupId: '\${g}', messageId: 'x-\${m}'`, { u: '', g: null }),
    ).toEqual({
      type: 'track',
    });
  });

  it('a mapping keeps 0 and false', () => {
    expect(one(`messageId: '\${i}', properties: { seen: '\${s}' }`, { i: 0, s: false })).toEqual({
      type: 'track',
      messageId: 0,
      properties: { seen: false },
    });
  });

  it('a mapping turns epoch milliseconds into an instant, and leaves text as it is', () => {
    expect(one(`timestamp: '\${t}'`, { t: 1541105830796 })).toMatchObject({
      timestamp: '2018-11-01T20:57:10.796Z',
    });
    expect(one(`timestamp: '\${t}'`, { t: '2018-11-01' })).toMatchObject({
      timestamp: '2018-11-01',
    });
    expect(one(`timestamp: '\${t}'`, { t: 9e15 })).toMatchObject({ timestamp: 9e15 });
  });

  it('a mapping never reads inherited fields', () => {
    expect(one(`userId: '\${constructor}', event: '\${__proto__.x}'`, {})).toEqual({
      type: 'track',
    });
  });

  it('a mapping makes several messages of one line, some only when a field is there', () => {
    const yaml = `messages:
      - { type: track, event: '\${e}' }
      - { type: identify, when: '\${u}', userId: '\${u}', traits: { level: '\${l}', kind: known } }`;
    expect(map(yaml, { e: 'A', u: 'x', l: 'paid' })).toEqual([
      { type: 'track', event: 'A' },
      { type: 'identify', userId: 'x', traits: { level: 'paid', kind: 'known' } },
    ]);
    expect(map(yaml, { e: 'A', u: '' })).toEqual([{ type: 'track', event: 'A' }]);
  });
});

describe('a wrong mapping', () => {
  it.each([
    ['messages: [{ type: click }]', 'messages.0.type: Invalid option'],
    ['messages: [{ type: track, user: x }]', 'messages.0: Unrecognized key: "user"'],
    ['messages: []', 'messages: Too small'],
    ['a: [', 'the mapping is no YAML'],
    [
      `messages: [{ type: track, event: '\${}' }]`,
      `'\${}' has a placeholder that is not \${field}`,
    ],
    [`messages: [{ type: track, event: '\${a' }]`, `'\${a' has a placeholder`],
  ])('a mapping that is wrong by %s is refused in one line', (yaml, message) => {
    expect(() => parseMapping(yaml)).toThrow(message);
    expect(() => parseMapping(yaml)).toThrow(/^[^\n]*$/);
  });
});

describe('the mapping of the Sparkify example', () => {
  it('the Sparkify mapping makes an event and an identify of a line, and no identify without a user', async () => {
    const toMessages = parseMapping(await readFile('examples/sparkify/mapping.yaml', 'utf8'));
    const row = {
      page: 'NextSong',
      userId: '39',
      location: 'Boston, MA',
      ts: 1541105830796,
      level: 'free',
      sessionId: 38,
      itemInSession: 0,
    };
    const at = { timestamp: '2018-11-01T20:57:10.796Z' };
    expect(toMessages(row)).toEqual([
      {
        ...at,
        type: 'track',
        event: 'NextSong',
        userId: '39',
        groupId: 'Boston, MA',
        messageId: '38-0',
      },
      { ...at, type: 'identify', userId: '39', traits: { level: 'free' }, messageId: '38-0-level' },
    ]);
    expect(toMessages({ ...row, userId: '', location: null })).toEqual([
      { ...at, type: 'track', event: 'NextSong', messageId: '38-0' },
    ]);
  });
});
