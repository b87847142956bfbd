import { KINDS, subjectKindOf } from '../../alerts/kinds/kinds.ts';
import type { AlertRule } from '../../alerts/rule.ts';
import { startReplay } from '../../alerts/rules/replay-rule.ts';
import { putSilence } from '../../alerts/silence.ts';
import { previewSchema, silenceSchema } from '../../http/schema/alert-schemas.ts';
import { readBySchema, throwFaults } from '../../http/schema/read-by-schema.ts';
import { readRule, ruleSchema } from '../../http/schema/rule-schema.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { instantMs, isoInstant } from '../../model/instant.ts';
import { previewRule, type RulePreviewServices } from '../jobs/preview/preview-rule.ts';
import type { ApiRoute, ApiRoutes } from '../server/api-route.ts';
import { collectionRoutes } from '../server/collection-routes.ts';

const PATH = '/v1/rules';

async function silence(services: RulePreviewServices, id: string, body: unknown) {
  const { documents, clock, hashing } = services;
  const { until, subject } = readBySchema(silenceSchema, body, 'silence');
  const rule = await documents.get<AlertRule>('rule', id);
  if (!rule) throw new BarometerError('not_found', `there is no alert rule '${id}'`);
  const hashId = await hashing.idHasher();
  const wanted = {
    now: isoInstant(clock()),
    ...(subject !== undefined && { subject: hashId(subjectKindOf(rule.body), subject) }),
    ...(until !== null && { until: isoInstant(instantMs(until)) }),
  };
  if (await putSilence(documents, id, wanted)) return { id, until, subject: subject ?? null };
  throw new BarometerError('conflict', `the rule '${id}' is being silenced, try again`);
}

const silenceRoute = (services: RulePreviewServices): ApiRoute => ({
  endpoint: `POST ${PATH}/{id}/silence`,
  role: 'admin',
  summary: 'Keep a rule quiet for a while, altogether or about one subject',
  bodySchema: silenceSchema,
  handle: async ({ params: { id = '' }, body }) => ({ body: await silence(services, id, body) }),
});

const preview = (services: RulePreviewServices): ApiRoute => ({
  endpoint: `POST ${PATH}/preview`,
  role: 'admin',
  summary: 'When a rule would have fired on the closed days, and how well it foretold',
  bodySchema: previewSchema,
  async handle({ body }) {
    const { rule, days } = readBySchema(previewSchema, body, 'preview');
    const { closedDay } = KINDS[rule.kind];
    if (!closedDay) {
      const message = `must be a kind that looks at closed days, '${rule.kind}' looks at events`;
      throwFaults('preview', [{ path: 'rule.kind', message }]);
    }
    const replay = startReplay({ id: 'preview', ...rule }, closedDay);
    return { body: await previewRule(services, replay, days) };
  },
});

export const ruleRoutes: ApiRoutes<RulePreviewServices> = (services) => [
  ...collectionRoutes<AlertRule>({
    documents: services.documents,
    kind: 'rule',
    path: PATH,
    what: 'alert rule',
    readRole: 'read',
    bodySchema: ruleSchema,
    read: readRule,
    show: (rule) => rule,
  }),
  silenceRoute(services),
  preview(services),
];
