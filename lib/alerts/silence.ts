import type { DocumentStore } from '../model/document-store.ts';
import type { IdHash } from '../model/id-hash.ts';

/** Until when a rule keeps quiet, altogether or about some subjects. Instants in ISO 8601. */
export interface Silence {
  readonly until?: string;
  readonly subjects: Readonly<Record<IdHash, string>>;
}

const KIND = 'setting';
const silenceId = (rule: string): string => `silence/${rule}`;
export const NO_SILENCE: Silence = { subjects: {} };

export async function readSilence(
  documents: Pick<DocumentStore, 'get'>,
  rule: string,
): Promise<Silence> {
  return (await documents.get<Silence>(KIND, silenceId(rule)))?.body ?? NO_SILENCE;
}

/** A silence swallows alerts as a cool-down does: what happens meanwhile is remembered. */
export function isSilenced(silence: Silence, subject: IdHash, now: string): boolean {
  return (silence.until ?? '') > now || (silence.subjects[subject] ?? '') > now;
}

function withSilence(
  before: Silence,
  subject: IdHash | undefined,
  until: string | undefined,
  now: string,
): Silence {
  const active = Object.entries(before.subjects).filter(
    ([hash, instant]) => hash !== subject && instant > now,
  );
  if (subject === undefined) {
    return { subjects: Object.fromEntries(active), ...(until !== undefined && { until }) };
  }
  const subjects = until === undefined ? active : [...active, [subject, until] as const];
  return { ...before, subjects: Object.fromEntries(subjects) };
}

/** Sets or, without an instant, lifts a silence. Returns false when somebody else wrote first. */
export async function putSilence(
  documents: DocumentStore,
  rule: string,
  change: { readonly subject?: IdHash; readonly until?: string; readonly now: string },
): Promise<boolean> {
  const stored = await documents.get<Silence>(KIND, silenceId(rule));
  const after = withSilence(stored?.body ?? NO_SILENCE, change.subject, change.until, change.now);
  return (await documents.put(KIND, silenceId(rule), after, stored?.version ?? 0)) !== undefined;
}
