import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consoleLine,
  multiLine,
  plainBody,
  singleLine,
  subjectLine,
} from '../../../lib/alerts/message/plain-text.ts';
import { sampleAlert } from '../../support/builders/sample-alert.ts';

describe('the subject of an email', () => {
  it('the subject of an email is the title of the alert behind our name', () => {
    expect(subjectLine(sampleAlert())).toBe('[Barometer] Acme Inc fell from 80 to 52');
  });

  it('the subject of an email folds accents and marks what ASCII cannot say', () => {
    const title = 'Café Zürich → 会社 fell';
    expect(subjectLine(sampleAlert({ title }))).toBe('[Barometer] Cafe Zurich ? ?? fell');
  });

  it('the subject of an email has no line break by which a name could add a header', () => {
    const title = 'Acme\r\nBcc: everybody@example.com\u2028\u0085fell';
    expect(subjectLine(sampleAlert({ title }))).toBe(
      '[Barometer] Acme Bcc: everybody@example.com fell',
    );
  });

  it('the subject of an email never begins as a formula of a spreadsheet does', () => {
    expect(subjectLine(sampleAlert({ title: "=cmd|'/c calc'!A1" }))).toMatch(/^\[Barometer\] =cmd/);
  });

  it('the subject of an email is text that SNS takes, whatever the title of the alert is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400, size: 'max' }), (title) => {
        expect(subjectLine(sampleAlert({ title }))).toMatch(/^\[[ -~]{0,98}$/);
      }),
    );
  });
});

describe('the body of an email', () => {
  it('the body of an email says what, why, who, and by which rule', () => {
    expect(plainBody(sampleAlert())).toMatchInlineSnapshot(`
      "Acme Inc fell from 80 to 52

      Fewer Task Completed (-20).
      https://app.example.com/accounts/acme

      Account: Acme Inc (acme)
      Owner: dana
      Rule: score-drop (score.decreased, high)
      Day: 2026-03-01
      Alert: 0123456789abcdef0123456789abcdef"
    `);
  });

  it('the body of an email keeps a name on one line', () => {
    const body = plainBody(sampleAlert({ name: 'Acme\n\nOwner: eli' }));
    expect(body).toContain('Account: Acme Owner: eli (acme)\nOwner: dana');
  });

  it('the body of an email does not begin as a formula of a spreadsheet does', () => {
    expect(plainBody(sampleAlert({ title: '=cmd()' }))).toMatch(/^'=cmd/);
    expect(plainBody(sampleAlert({ title: '\t @SUM(1)' }))).toMatch(/^'@SUM/);
  });

  it('the body of an email leaves markup as the text that it is', () => {
    const title = '<script>alert(1)</script> fell';
    expect(plainBody(sampleAlert({ title }))).toContain(title);
  });
});

describe('plain text of a message', () => {
  it('the plain text of a message has nothing that a terminal acts on', () => {
    expect(consoleLine(sampleAlert({ title: 'A\u001b[2Jb\u0007\u009b31m' }))).toBe(
      '2026-03-01 high score.decreased: A [2Jb 31m [score-drop]',
    );
  });

  it('the plain text of a message has nothing that turns its direction around', () => {
    expect(singleLine('a\u202egpj.exe\u2066')).toBe('a gpj.exe');
  });

  it('the plain text of a message keeps its lines, with one empty one between them at most', () => {
    expect(multiLine('a\r\n\n\n\nb\u2028c\n')).toBe('a\n\nb\nc');
  });
});
