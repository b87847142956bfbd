import { previewQuerySchema, readQuery } from '../../http/schema/query-schemas.ts';
import { readModel } from '../../http/schema/read-model.ts';
import { scoringModelSchema } from '../../http/schema/scoring-model-schema.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { currentModel, deleteModel, listModels, putModel } from '../../model/model-versions.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import { readPreview, startPreview } from '../jobs/preview/preview-job.ts';
import { previewModel } from '../jobs/preview/preview-model.ts';
import type { ApiRoute, ApiRoutes } from '../server/api-route.ts';
import type { ScoringServices } from '../services/job-sources.ts';
import type { Uses } from '../services/services.ts';

type ModelServices = ScoringServices & Uses<'modelReferences' | 'startPreview'>;

/** No sample begins later than this: API Gateway gives up on an answer after 30 s. */
const SAMPLE_BUDGET_MS = 10_000;

function shown({ version, builtIn, model }: ModelVersion) {
  return { id: model.id, version, ...(builtIn && { builtIn }), model };
}

function missing(id: string): BarometerError {
  return new BarometerError('not_found', `there is no scoring model '${id}'`);
}

const readRoutes = ({ documents }: ModelServices): readonly ApiRoute[] => [
  {
    endpoint: 'GET /v1/models',
    role: 'read',
    summary: 'Every scoring model in force',
    async handle() {
      const models = await listModels(documents);
      return { body: { data: models.map(shown), next: null } };
    },
  },
  {
    endpoint: 'GET /v1/models/{id}',
    role: 'read',
    summary: 'The scoring model in force under an id',
    async handle({ params: { id = '' } }) {
      const model = await currentModel(documents, id);
      if (!model) throw missing(id);
      return { body: shown(model) };
    },
  },
];

const writeRoutes = ({
  documents,
  modelReferences,
  settings,
}: ModelServices): readonly ApiRoute[] => [
  {
    endpoint: 'PUT /v1/models/{id}',
    role: 'admin',
    summary: 'Put a scoring model in force (JSON or YAML); unchanged makes no new version',
    bodySchema: scoringModelSchema,
    async handle({ params: { id = '' }, body }) {
      const model = await putModel(documents, readModel(body, id, settings.retentionDays));
      modelReferences.clear();
      return { body: shown(model) };
    },
  },
  {
    endpoint: 'DELETE /v1/models/{id}',
    role: 'admin',
    summary: 'Take a scoring model out of force',
    async handle({ params: { id = '' } }) {
      if (!(await deleteModel(documents, id))) throw missing(id);
      modelReferences.clear();
      return { body: { id, deleted: true } };
    },
  },
];

const previewRoute = (services: ModelServices): ApiRoute => ({
  endpoint: 'POST /v1/models/{id}/preview',
  role: 'admin',
  summary: 'What a candidate model would say next to the one in force; nothing is stored',
  querySchema: previewQuerySchema,
  bodySchema: scoringModelSchema,
  async handle({ params: { id = '' }, query, body }) {
    const { days, wait } = readQuery(previewQuerySchema, query);
    const model = readModel(body, id, services.settings.retentionDays);
    const live = await currentModel(services.documents, id);
    if (!live) throw missing(id);
    if (!wait)
      return { status: 202, body: await startPreview(services, live.version, model, days) };
    const candidate = { version: live.version + 1, model };
    const span = { days, sampleForMs: SAMPLE_BUDGET_MS };
    return { body: await previewModel(services, live, candidate, span) };
  },
});

const previewResultRoute = (services: ModelServices): ApiRoute => ({
  endpoint: 'GET /v1/models/{id}/previews/{previewId}',
  role: 'admin',
  summary: 'A preview that was not waited for: running, done with what it says, or failed with why',
  handle: async ({ params: { id = '', previewId = '' } }) => ({
    body: await readPreview(services, id, previewId),
  }),
});

export const modelRoutes: ApiRoutes<ModelServices> = (services) => [
  ...readRoutes(services),
  ...writeRoutes(services),
  previewRoute(services),
  previewResultRoute(services),
];
