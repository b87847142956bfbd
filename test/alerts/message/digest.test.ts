import { describe, expect, it } from 'vitest';
import { digestBody, digestTitle, NOTHING_TO_DO } from '../../../lib/alerts/message/digest.ts';
import { slackDigest } from '../../../lib/messaging/channels/slack-message.ts';
import { sampleDigest } from '../../support/builders/sample-digest.ts';

const NOTHING = sampleDigest({ atRisk: [] });

describe('a digest', () => {
  it('a digest is a list of what to do, with the reason, whom to talk to and where to look', () => {
    expect(digestBody(sampleDigest({ noted: ['Beta adopted reports'] }))).toBe(
      [
        'Your accounts after 2026-11-20',
        '',
        'At risk (1)',
        '- Acme Inc (52): fell 28 points: 20 from fewer Task Completed. ' +
          'Talk to Ada (ada@acme.example), who does most there and scores 61. ' +
          'https://crm.example.com/acme',
        '',
        'Also (1)',
        '- Beta adopted reports',
      ].join('\n'),
    );
  });

  it('a digest says that there is nothing to do when no account needs anybody', () => {
    expect(digestBody(NOTHING)).toContain(NOTHING_TO_DO);
    expect(JSON.stringify(slackDigest(NOTHING))).toContain(NOTHING_TO_DO);
  });

  it('a digest keeps what strangers typed on one line, by email and in Slack', () => {
    const name = 'Acme\r\nBcc: all@example.com\u202e <!channel> =cmd()';
    const item = { accountId: 'acme', name, score: 1, change: null, reason: 'scores 1' };
    const digest = sampleDigest({ atRisk: [item], noted: [name], owner: '=dana\n' });
    expect(
      digestBody(digest)
        .split('\n')
        .filter((line) => line.startsWith('Bcc')),
    ).toEqual([]);
    expect(digestBody(digest)).not.toContain('\u202e');
    expect(digestTitle(digest)).toBe('Your accounts after 2026-11-20, =dana');
    expect(JSON.stringify(slackDigest(digest))).not.toContain('<!channel>');
  });

  it('a digest stays below what Slack takes for a section, however much there is to note', () => {
    const noted = Array.from({ length: 20 }, () => 'x'.repeat(1_000));
    const sections = slackDigest(sampleDigest({ noted })).blocks.map(
      ({ text }) => text.text.length,
    );
    expect(Math.max(...sections)).toBeLessThan(3_000);
  });
});
