import type { Alert } from '../alert.ts';

/** Controls, and the marks that turn the direction of text around: names are typed by strangers. */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\p{Surrogate}]+/gu;

/** SNS wants less than 100 characters of ASCII. */
const MAX_SUBJECT = 99;

/** A text without line breaks or anything that a terminal or a mail program acts on. */
export function singleLine(text: string): string {
  return text.replace(UNPRINTABLE, ' ').replace(/ {2,}/g, ' ').trim();
}

/** Does so line by line; empty lines stay, but no more than one at a time. */
export function multiLine(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(singleLine)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The subject of an email: at most 99 characters of ASCII, accents folded away. */
export function subjectLine(alert: Alert): string {
  return asciiSubject(alert.title);
}

export function asciiSubject(title: string): string {
  const folded = singleLine(title).normalize('NFKD').replace(/\p{M}/gu, '');
  const ascii = folded.replace(/[^ -~]/gu, '?');
  return singleLine(`[Barometer] ${ascii}`).slice(0, MAX_SUBJECT);
}

export function plainBody(alert: Alert): string {
  const who = alert.name === undefined ? alert.subjectId : `${alert.name} (${alert.subjectId})`;
  const facts = [
    `${alert.scope === 'account' ? 'Account' : 'User'}: ${who}`,
    ...(alert.owner === undefined ? [] : [`Owner: ${alert.owner}`]),
    `Rule: ${alert.rule} (${alert.kind}, ${alert.severity})`,
    `Day: ${alert.day}`,
    `Alert: ${alert.id}`,
  ];
  const head = escapeFormula(singleLine(alert.title));
  return multiLine([head, '', multiLine(alert.text), '', ...facts.map(singleLine)].join('\n'));
}

/** One line of a console or a log that people watch. */
export function consoleLine(alert: Alert): string {
  return singleLine(`${alert.day} ${alert.severity} ${alert.kind}: ${alert.title} [${alert.rule}]`);
}

/** A spreadsheet that takes messages in must not find a formula at their beginning. */
export function escapeFormula(line: string): string {
  return /^[=+\-@]/.test(line) ? `'${line}` : line;
}
