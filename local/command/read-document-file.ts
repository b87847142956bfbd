import { readFile } from 'node:fs/promises';
import { parseDocument } from '../../lib/http/parse-document.ts';
import { isProblem } from '../../lib/http/problem.ts';
import { StartError } from './start-error.ts';

/**
 * Returns the value of a YAML or JSON file; every JSON text is YAML as well. Throws a StartError that
 * names the file, and ends in `advice` where it cannot be read.
 */
export async function readDocumentFile(path: string, advice = ''): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(`cannot read ${path} (${why})${advice}`);
  });
  const document = parseDocument(text, 'application/yaml');
  if (!isProblem(document)) return document.value;
  throw new StartError(`${path}: ${document.body.detail.replace('the body', 'the file')}`);
}
