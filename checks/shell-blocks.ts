/** One thing to run of a block, with what the document says that it answers. */
export interface ShellStep {
  readonly script: string;
  /** As written, without the `# ` of comment lines; undefined where nothing is shown. */
  readonly shown?: string;
}

/** A block of shell commands in a Markdown document. */
export interface ShellBlock {
  /** Of the opening fence, from 1. */
  readonly line: number;
  readonly steps: readonly ShellStep[];
  /** Why it is not run, from a comment `<!-- not run: WHY -->` above it. */
  readonly notRun?: string;
}

interface Fence {
  readonly line: number;
  /** After the opening fence, such as `sh`; empty for plain text. */
  readonly language: string;
  readonly lines: readonly string[];
  /** The last line with text before the opening fence. */
  readonly above: string;
  /** Whether nothing stands between the fence before and this one. */
  readonly follows: boolean;
}

const FENCE = /^(\s*)```(\w*)\s*$/;
const NOT_RUN = /^<!-- not run: (\S.*) -->$/;
/** Begins what is answered, in a comment behind a command: a status, or JSON. */
const ANSWER = /^# (?=\d{3}( |$)|[{[])/;
const COMMENT = /^# ?/;
const COMMANDS = /^(npm|npx|curl|node|aws|export|python3) /;

function fencesIn(file: string, markdown: string): readonly Fence[] {
  const lines = markdown.split('\n');
  const fences: Fence[] = [];
  let above = '';
  let follows = false;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const [fence, indent = '', language = ''] = FENCE.exec(line) ?? [];
    if (fence === undefined) {
      if (line.trim() !== '') [above, follows] = [line.trim(), false];
      continue;
    }
    const end = lines.findIndex(
      (other, row) => row > index && other.trimEnd() === `${indent}\`\`\``,
    );
    if (end < 0) throw new Error(`${file}:${index + 1}: the block is not closed`);
    const inside = lines.slice(index + 1, end).map((each) => each.slice(indent.length));
    fences.push({ line: index + 1, language, lines: inside, above, follows });
    [above, follows, index] = ['', true, end];
  }
  return fences;
}

function stepOf(lines: readonly string[]): ShellStep {
  const first = lines.findIndex((line) => ANSWER.test(line));
  if (first < 0) return { script: lines.join('\n') };
  const shown = lines.slice(first).map((line) => line.replace(COMMENT, ''));
  return { script: lines.slice(0, first).join('\n'), shown: shown.join('\n') };
}

/** Cuts a block at its empty lines, and behind each answer that a comment shows. */
function stepsIn(lines: readonly string[]): readonly ShellStep[] {
  const steps: string[][] = [[]];
  for (const line of lines) {
    const step = steps.at(-1) ?? [];
    const isAnswered = step.some((each) => ANSWER.test(each)) && !COMMENT.test(line);
    if (line.trim() === '') steps.push([]);
    else if (isAnswered) steps.push([line]);
    else step.push(line);
  }
  return steps.filter((step) => step.length > 0).map(stepOf);
}

function blockOf({ line, lines, above }: Fence, next: Fence | undefined): ShellBlock {
  const steps = stepsIn(lines);
  const [, notRun] = NOT_RUN.exec(above) ?? [];
  const last = steps.at(-1);
  const shows = next?.follows === true && next.language === '' && last?.shown === undefined;
  const shown =
    shows && last ? [...steps.slice(0, -1), { ...last, shown: next.lines.join('\n') }] : steps;
  return { line, steps: shown, ...(notRun === undefined ? {} : { notRun }) };
}

/**
 * Returns the blocks of shell commands (` ```sh `) in a document, in order. A block of plain text that
 * follows at once is what the last step prints. Throws, with `file` and the line, where a block of
 * another kind looks like commands.
 */
export function shellBlocksIn(file: string, markdown: string): readonly ShellBlock[] {
  const fences = fencesIn(file, markdown);
  const unmarked = fences.find(
    ({ language, lines }) => language !== 'sh' && COMMANDS.test(lines[0] ?? ''),
  );
  if (unmarked) throw new Error(`${file}:${unmarked.line}: commands belong in a block marked sh`);
  return fences.flatMap((fence, index) =>
    fence.language === 'sh' ? [blockOf(fence, fences[index + 1])] : [],
  );
}
