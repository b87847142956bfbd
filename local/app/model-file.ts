import { readFile } from 'node:fs/promises';
import { parseDocument } from '../../lib/http/parse-document.ts';
import { isProblem } from '../../lib/http/problem.ts';
import { readModel } from '../../lib/http/schema/read-model.ts';
import { BarometerError } from '../../lib/model/barometer-error.ts';
import type { ScoringModel } from '../../lib/model/scoring-model.ts';
import { StartError } from '../command/start-error.ts';

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(`cannot read the model file ${path} (${why}): see BAROMETER_MODEL`);
  }
}

function idIn(value: unknown): string {
  const id = typeof value === 'object' && value !== null ? Reflect.get(value, 'id') : undefined;
  return typeof id === 'string' ? id : 'default';
}

/**
 * Reads a scoring model from a YAML or JSON file. Throws a StartError that names the file and
 * everything that is wrong in it, in one line.
 */
export async function readModelFile(path: string): Promise<ScoringModel> {
  const document = parseDocument(await textOf(path), 'application/yaml');
  if (isProblem(document)) {
    throw new StartError(`${path}: ${document.body.detail.replace('the body', 'the file')}`);
  }
  try {
    return readModel(document.value, idIn(document.value));
  } catch (error) {
    if (!(error instanceof BarometerError)) throw error;
    const faults = error.faults.map((fault) => `${fault.path}: ${fault.message}`);
    throw new StartError(`${path}: ${faults.join('; ') || error.message}`);
  }
}
