import { readFile } from 'node:fs/promises';
import { parseDocument } from '../lib/http/parse-document.ts';
import { isProblem } from '../lib/http/problem.ts';
import { StartError } from '../local/command/start-error.ts';

/** The value of a YAML or JSON file; every JSON text is YAML as well. */
export async function readDocumentFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(`cannot read ${path} (${why})`);
  });
  const document = parseDocument(text, 'application/yaml');
  if (!isProblem(document)) return document.value;
  throw new StartError(`${path}: ${document.body.detail.replace('the body', 'the file')}`);
}
