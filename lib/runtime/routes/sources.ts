import { readSourceSettings, sourceSettingsSchema } from '../../http/schema/source-schema.ts';
import { DEFAULT_SOURCE_SETTINGS, type SourceSettings } from '../../model/source-settings.ts';
import type { ApiRoutes } from '../server/api-route.ts';
import { collectionRoutes } from '../server/collection-routes.ts';
import type { Uses } from '../services/services.ts';

export const sourceRoutes: ApiRoutes<Uses<'documents' | 'sourceSettings'>> = ({
  documents,
  sourceSettings,
}) =>
  collectionRoutes<SourceSettings>({
    documents,
    kind: 'source-settings',
    path: '/v1/sources',
    what: 'setting of a source',
    readRole: 'read',
    bodySchema: sourceSettingsSchema,
    read: readSourceSettings,
    async beforePut(settings) {
      sourceSettings.clear();
      return settings;
    },
    async beforeRemove() {
      sourceSettings.clear();
    },
    show: (settings) => ({ ...DEFAULT_SOURCE_SETTINGS, ...settings }),
  });
