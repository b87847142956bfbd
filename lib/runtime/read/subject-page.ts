import type { SnapshotQuery } from '../../http/schema/query-schemas.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { ReportedScore } from '../../scores/formulas/version-change.ts';
import { type FeatureAges, featureUsage } from '../../scores/read/feature-usage.ts';
import { scoreUnderOtherVersion } from '../../scores/read/history.ts';
import { nextStep } from '../../scores/read/next-step.ts';
import {
  type accountView,
  activationSteps,
  type userView,
} from '../../scores/read/subject-view.ts';
import type { Uses } from '../services/services.ts';
import type { RequestedSnapshot } from './open-snapshot.ts';

export interface RequestedSubject extends RequestedSnapshot {
  readonly kind: SubjectKind;
  readonly hash: IdHash;
  readonly row: number;
}

export function notInScores(kind: SubjectKind, id: string, asOf: string): BarometerError {
  return new BarometerError('not_found', `the ${kind} '${id}' is not in the scores of ${asOf}`);
}

/**
 * Returns the score one window ago, where it was reported under another version of the model; none
 * while the day goes on.
 */
export async function otherVersionScore(
  { blocks }: Uses<'blocks'>,
  { about, kind, hash }: RequestedSubject,
  { as }: SnapshotQuery,
): Promise<ReportedScore | undefined> {
  const { model, window, asOf, modelVersion, complete } = about;
  if (!complete) return undefined;
  const subject = { model, of: kind, hash, window, reported: as === 'reported' };
  return scoreUnderOtherVersion(blocks, subject, { asOf, modelVersion });
}

/** The newest alerts among which those of one subject are looked for. */
const MAX_ALERTS_READ = 200;

async function recentAlerts({ alerts }: Uses<'alerts'>, hash: IdHash) {
  const { alerts: latest } = await alerts.list(MAX_ALERTS_READ);
  return latest
    .filter((alert) => alert.subject === hash)
    .map(({ id, rule, kind, day, raisedAt, title, text }) => {
      return { id, rule, kind, day, raisedAt, title, text };
    });
}

/** What users and accounts each find out their own way. */
interface OwnParts {
  readonly view: ReturnType<typeof accountView | typeof userView>;
  readonly explanation: object;
  readonly used: FeatureAges;
  /** Accounts: their most engaged members. */
  readonly users?: readonly object[];
}

/** Returns all there is to say of one user or account: what lists show, and why. */
export async function subjectPage(
  services: Uses<'alerts'>,
  { snapshot, about, kind, hash, row }: RequestedSubject,
  { view, explanation, used, users }: OwnParts,
) {
  const steps = activationSteps(snapshot, kind, row);
  return {
    ...view,
    activation: view?.activation && { ...view.activation, steps },
    explanation,
    features: featureUsage(snapshot, used),
    ...nextStep(snapshot, { kind, row, used }),
    ...(users && { users }),
    alerts: await recentAlerts(services, hash),
    ...about,
  };
}
