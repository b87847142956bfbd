import { describe, expect, it } from 'vitest';
import { slackMessage } from '../../../lib/messaging/channels/slack-message.ts';
import { sampleAlert, sampleAlerts } from '../../support/builders/sample-alert.ts';

describe('a Slack message', () => {
  it('a Slack message of one alert is headed by its title', () => {
    expect(slackMessage([sampleAlert()])).toMatchInlineSnapshot(`
      {
        "blocks": [
          {
            "text": {
              "emoji": false,
              "text": "Acme Inc fell from 80 to 52",
              "type": "plain_text",
            },
            "type": "header",
          },
          {
            "text": {
              "text": "*Acme Inc fell from 80 to 52*
      Fewer Task Completed (-20).
      <https://app.example.com/accounts/acme>
      score-drop · high · 2026-03-01 · dana",
              "type": "mrkdwn",
              "verbatim": true,
            },
            "type": "section",
          },
        ],
        "text": "Acme Inc fell from 80 to 52",
        "unfurl_links": false,
      }
    `);
  });

  it('a Slack message of many alerts counts them and has a section for each', () => {
    const message = slackMessage(sampleAlerts(20));
    expect(message.text).toBe('20 alerts');
    expect(message.blocks).toHaveLength(21);
  });

  it('a Slack message mentions nobody and links nothing that a name only looks like', () => {
    const name = '<!channel> <@U123> <https://evil.example|Acme> &lt;';
    const [header, section] = slackMessage([sampleAlert({ title: name, owner: '<!here>' })]).blocks;
    expect(header?.text).toEqual({ type: 'plain_text', text: name, emoji: false });
    expect(section?.text.text).not.toMatch(/<[!@#]/);
    expect(section?.text.text).toContain(
      '*&lt;!channel&gt; &lt;@U123&gt; &lt;https://evil.example|Acme&gt; &amp;lt;*',
    );
    expect(section).toMatchObject({ text: { verbatim: true } });
  });

  it('a Slack message escapes the text of a notification too', () => {
    expect(slackMessage([sampleAlert({ title: '<!channel>' })]).text).toBe('&lt;!channel&gt;');
  });

  it('a Slack message keeps a title bold to its end and on one line', () => {
    const [, section] = slackMessage([sampleAlert({ title: 'a*\n>b' })]).blocks;
    expect(section?.text.text.split('\n')[0]).toBe('*a∗ &gt;b*');
  });

  it("a Slack message stays below Slack's limits, whatever it is made of", () => {
    const long = '<&>*'.repeat(5_000);
    const given = { title: long, text: long, owner: long, rule: long };
    const [header, section] = slackMessage([sampleAlert(given)]).blocks;
    expect(header?.text.text.length).toBeLessThanOrEqual(150);
    expect(section?.text.text.length).toBeLessThanOrEqual(3_000);
    expect(section?.text.text).not.toMatch(/&(?!amp;|lt;|gt;)/);
  });
});
