import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { StartError } from '../../local/command/start-error.ts';

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

async function openLines(path: string): Promise<Readable> {
  const packed = await isGzip(path);
  const file = createReadStream(path);
  if (!packed) return file;
  const lines = createGunzip();
  file.on('error', (error) => lines.destroy(error));
  return file.pipe(lines);
}

function unreadable(path: string, error: unknown): StartError {
  const why = error instanceof Error ? error.message : String(error);
  return new StartError(`cannot read ${path} (${why}): give a text file or a whole gzip file`);
}

/** `readline` would end quietly when its input breaks off, which must not pass for the end. */
async function* splitLines(input: Readable): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of input.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
}

/**
 * The lines of a file, unpacked when it is gzip whatever its name; blank ones are left out.
 * Holds a few lines at a time, however large the file. Throws a StartError.
 */
export async function* readLines(path: string): AsyncGenerator<Line> {
  let number = 0;
  try {
    for await (const text of splitLines(await openLines(path))) {
      number++;
      if (text.trim() !== '') yield { number, text };
    }
  } catch (error) {
    throw unreadable(path, error);
  }
}
