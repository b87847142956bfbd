import { type AlertRule, scopeOf } from '../../alerts/rule.ts';
import { putSilence } from '../../alerts/silence.ts';
import { isCrossed } from '../../alerts/watch.ts';
import { previewSchema, silenceSchema } from '../../http/alert-schemas.ts';
import { readAs, refuseFaults } from '../../http/read-as.ts';
import { readRule, ruleSchema } from '../../http/rule-schema.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import type { ApiRoute, ApiRoutes } from '../api-route.ts';
import { documentRoutes } from '../document-routes.ts';
import { previewRule } from '../preview-rule.ts';
import type { ApiServices } from '../services.ts';

const PATH = '/v1/rules';

async function silence(services: ApiServices, id: string, body: unknown) {
  const { documents, clock, hashing } = services;
  const { until, subject } = readAs(silenceSchema, body, 'silence');
  const rule = await documents.get<AlertRule>('rule', id);
  if (!rule) throw new BarometerError('not_found', `there is no alert rule '${id}'`);
  const hashId = await hashing.idHasher();
  const wanted = {
    now: new Date(clock()).toISOString(),
    ...(subject !== undefined && { subject: hashId(scopeOf(rule.body), subject) }),
    ...(until !== null && { until: new Date(until).toISOString() }),
  };
  if (await putSilence(documents, id, wanted)) return { id, until, subject: subject ?? null };
  throw new BarometerError('conflict', `the rule '${id}' is being silenced, try again`);
}

const silencing = (services: ApiServices): ApiRoute => ({
  method: 'POST',
  path: `${PATH}/{id}/silence`,
  role: 'admin',
  summary: 'Keep a rule quiet for a while, altogether or about one subject',
  bodySchema: silenceSchema,
  async handle({ params: { id = '' }, body }) {
    return { status: 200, body: await silence(services, id, body) };
  },
});

const preview = (services: ApiServices): ApiRoute => ({
  method: 'POST',
  path: `${PATH}/preview`,
  role: 'admin',
  summary: 'When a rule would have fired on the closed days, and how well it foretold',
  bodySchema: previewSchema,
  async handle({ body }) {
    const { rule, days } = readAs(previewSchema, body, 'preview');
    if (!isCrossed(rule.kind)) {
      const message = `must be a kind that looks at closed days, '${rule.kind}' looks at events`;
      refuseFaults('preview', [{ path: 'rule.kind', message }]);
    }
    return { status: 200, body: await previewRule(services, { id: 'preview', ...rule }, days) };
  },
});

export const ruleRoutes: ApiRoutes = (services) => [
  ...documentRoutes<AlertRule>({
    documents: services.documents,
    kind: 'rule',
    path: PATH,
    what: 'alert rule',
    readRole: 'read',
    bodySchema: ruleSchema,
    read: readRule,
    show: (rule) => rule,
  }),
  silencing(services),
  preview(services),
];
