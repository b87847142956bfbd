import * as z from 'zod';
import { ALERT_KINDS } from '../../lib/alerts/kinds/kinds.ts';
import { SEVERITIES } from '../../lib/alerts/rule.ts';

const instant = z.iso.datetime();
const day = z.iso.date();

/** The `detail` of `AlertRaised`, version 1. New fields may come; these keep their meaning. */
export const alertRaisedSchema = z
  .object({
    schemaVersion: z.literal(1),
    id: z.string().describe('the same for the same fact: throw away what you have seen'),
    rule: z.string(),
    kind: z.enum(ALERT_KINDS),
    scope: z.enum(['account', 'user']),
    severity: z.enum(SEVERITIES),
    model: z.string(),
    subjectId: z.string().describe('as you post it; empty for a message about many'),
    name: z.string().optional(),
    owner: z.string().optional(),
    day: day.describe('the UTC day that the alert is about'),
    raisedAt: instant,
    title: z.string(),
    text: z.string(),
    facts: z.record(z.string(), z.unknown()),
    truncated: z.literal(true).optional(),
  })
  .describe('AlertRaised, version 1');

/** The `detail` of `ScoresComputed`, version 1. */
export const scoresComputedSchema = z
  .object({
    schemaVersion: z.literal(1),
    runId: z.string(),
    asOf: day,
    complete: z.boolean().describe('false while the day goes on'),
    computedAt: instant,
    alerts: z.int().min(0),
    models: z.array(
      z.object({
        model: z.string(),
        modelVersion: z.int().min(0),
        users: z.int().min(0),
        accounts: z.int().min(0),
        window: z.int().min(1),
        benchmark: z.number(),
      }),
    ),
  })
  .describe('ScoresComputed, version 1');
