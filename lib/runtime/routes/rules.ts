import type { AlertRule } from '../../alerts/rule.ts';
import { readRule, ruleSchema } from '../../http/rule-schema.ts';
import type { ApiRoutes } from '../api-route.ts';
import { documentRoutes } from '../document-routes.ts';

export const ruleRoutes: ApiRoutes = ({ documents }) =>
  documentRoutes<AlertRule>({
    documents,
    kind: 'rule',
    path: '/v1/rules',
    what: 'alert rule',
    readRole: 'read',
    bodySchema: ruleSchema,
    read: readRule,
    show: (rule) => rule,
  });
