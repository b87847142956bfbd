export type ProgressOutput = Pick<NodeJS.WriteStream, 'write'> & { readonly isTTY?: boolean };

const TERMINAL_EVERY_MS = 100;
const PLAIN_EVERY_MS = 5_000;
const COLUMNS = 79;

/** Says how far something is: one line that is written over on a terminal, else a line now and then. */
export function createProgressLine(output: ProgressOutput) {
  const every = output.isTTY ? TERMINAL_EVERY_MS : PLAIN_EVERY_MS;
  let shownAt = Number.NEGATIVE_INFINITY;
  let pending: string | undefined;
  const show = (text: string): void => {
    const line = text.slice(0, COLUMNS);
    output.write(output.isTTY ? `\r${line.padEnd(COLUMNS)}` : `${line}\n`);
    shownAt = performance.now();
    pending = undefined;
  };
  return {
    update(text: string): void {
      if (performance.now() - shownAt < every) pending = text;
      else show(text);
    },
    /** Ends the line, so that what follows stands on its own. */
    end(): void {
      if (pending !== undefined) show(pending);
      if (output.isTTY) output.write('\n');
    },
  };
}
