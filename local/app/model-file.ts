import { readModel } from '../../lib/http/schema/read-model.ts';
import { BarometerError } from '../../lib/model/barometer-error.ts';
import type { ScoringModel } from '../../lib/model/scoring-model.ts';
import { readDocumentFile } from '../command/read-document-file.ts';
import { StartError } from '../command/start-error.ts';

/**
 * Reads a scoring model from a YAML or JSON file. Throws a StartError that names the file and
 * everything that is wrong in it, in one line.
 */
export async function readModelFile(path: string): Promise<ScoringModel> {
  const value = await readDocumentFile(path, ': see BAROMETER_MODEL');
  const id: unknown = Object(value).id;
  try {
    return readModel(value, typeof id === 'string' ? id : 'default');
  } catch (error) {
    if (!(error instanceof BarometerError)) throw error;
    const faults = error.faults.map((fault) => `${fault.path}: ${fault.message}`);
    throw new StartError(`${path}: ${faults.join('; ') || error.message}`);
  }
}
