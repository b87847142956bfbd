export const COMMIT_TYPES = [
  'feat',
  'fix',
  'refactor',
  'perf',
  'test',
  'docs',
  'build',
  'ci',
  'chore',
] as const;

const LONGEST_SUBJECT = 72;
const SUBJECT = new RegExp(`^(${COMMIT_TYPES.join('|')})\\([a-z0-9][a-z0-9-]*\\)!?: \\S.*$`);
/** `Signed-off-by: ...` and the like say nothing about the change. */
const TRAILER = /^[A-Z][A-Za-z-]+: \S/;

/** Returns what is wrong with the message of a commit; none when it is as CONTRIBUTING.md says. */
export function faultsOf(message: string): readonly string[] {
  const [subject = '', second = '', ...rest] = message.trimEnd().split('\n');
  const faults: string[] = [];
  if (!SUBJECT.test(subject)) {
    faults.push(`the subject must be type(scope): subject, type one of ${COMMIT_TYPES.join(', ')}`);
  }
  if (subject.length > LONGEST_SUBJECT) {
    faults.push(`the subject has ${subject.length} characters, at most ${LONGEST_SUBJECT} fit`);
  }
  if (second !== '') faults.push('the line after the subject must be empty');
  if (!rest.some((line) => line.trim() !== '' && !TRAILER.test(line))) {
    faults.push('a body must say why, and what was measured');
  }
  return faults;
}
