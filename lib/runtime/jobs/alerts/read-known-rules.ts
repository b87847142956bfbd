import { KINDS } from '../../../alerts/kinds/kinds.ts';
import type { AlertRule } from '../../../alerts/rule.ts';
import type { Uses } from '../../services/services.ts';

/**
 * Returns the stored rules that this release can evaluate. After a rollback there may be some whose
 * kind only the newer release knows: they are left out with a warning, so that the others go on.
 */
export async function readKnownRules({
  documents,
  log,
}: Uses<'documents' | 'log'>): Promise<readonly AlertRule[]> {
  const rules = (await documents.list<AlertRule>('rule')).map(({ body }) => body);
  return rules.filter(({ id, kind }) => {
    if (Object.hasOwn(KINDS, kind)) return true;
    log.warn('a rule of a kind that this release does not know is left out', { rule: id, kind });
    return false;
  });
}
