import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { StartError } from '../../local/command/start-error.ts';

const stateSchema = z.object({
  bytes: z.number(),
  url: z.string(),
  /** The first line that may not have been posted whole. */
  line: z.number(),
});

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  if (found) return found.size;
  throw new StartError(`cannot read ${file}: give a file of one JSON event a line`);
}

async function savedIn(path: string): Promise<z.infer<typeof stateSchema> | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch {
    throw new StartError(`${path} is no state of a replay: delete it to begin anew`);
  }
}

/**
 * Goes on where an earlier replay of the same file to the same server broke off: how far it has come
 * stands in a file beside what it replays.
 */
export async function openReplayState(path: string, file: string, url: string) {
  const bytes = await sizeOf(file);
  const saved = await savedIn(path);
  if (saved && (saved.bytes !== bytes || saved.url !== url)) {
    throw new StartError(
      `${path} is of another replay (${saved.url}, ${saved.bytes} bytes): delete it to begin anew`,
    );
  }
  return {
    /** Lines before this one are posted; 1 at the beginning. */
    line: saved?.line ?? 1,
    async save(line: number): Promise<void> {
      await writeFile(`${path}.new`, JSON.stringify({ bytes, url, line }));
      await rename(`${path}.new`, path);
    },
    /** Takes the file away: everything is posted. */
    done: () => rm(path, { force: true }),
  };
}

export type ReplayState = Awaited<ReturnType<typeof openReplayState>>;
