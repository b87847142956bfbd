import { BarometerError } from './barometer-error.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Document, DocumentStore } from './document-store.ts';
import { FIRST_RUN_MODEL, type ModelVersion, type ScoringModel } from './scoring-model.ts';

/** The pointer to a model's current version; it outlives the model, so no number is used twice. */
interface StoredModel {
  readonly version: number;
  /** Absent once the model was deleted. */
  readonly model?: ScoringModel;
}

const versionId = (id: string, version: number) => `${id}@${version}`;

function versionInForce(stored: StoredModel | undefined): ModelVersion | undefined {
  return stored?.model && { version: stored.version, model: stored.model };
}

/** The version in force; the first-run model for `default` while none is put. */
export async function currentModel(documents: DocumentStore, id: string) {
  const stored = await documents.get<StoredModel>('model', id);
  return (
    versionInForce(stored?.body) ?? (id === FIRST_RUN_MODEL.model.id ? FIRST_RUN_MODEL : undefined)
  );
}

/** Every model in force, by id; the first-run model stands in for `default`. */
export async function listModels(documents: DocumentStore): Promise<readonly ModelVersion[]> {
  const stored = await documents.list<StoredModel>('model');
  const models = stored.flatMap((document) => versionInForce(document.body) ?? []);
  if (models.some(({ model }) => model.id === FIRST_RUN_MODEL.model.id)) return models;
  return [...models, FIRST_RUN_MODEL].sort((a, b) => (a.model.id < b.model.id ? -1 : 1));
}

/** A version as it was put, in force or superseded. */
export async function modelVersion(documents: DocumentStore, id: string, version: number) {
  const now = await currentModel(documents, id);
  if (now?.version === version) return now;
  if (version === 0) return id === FIRST_RUN_MODEL.model.id ? FIRST_RUN_MODEL : undefined;
  return (await documents.get<ModelVersion>('model-version', versionId(id, version)))?.body;
}

async function setCurrentVersion(
  documents: DocumentStore,
  id: string,
  before: Document<StoredModel> | undefined,
  next: StoredModel,
): Promise<void> {
  const version = versionInForce(before?.body);
  // It is kept before the pointer moves and not after, so that its content is settled: two puts at
  // once cannot write different contents under one number.
  if (version) await documents.put('model-version', versionId(id, version.version), version, 0);
  if (await documents.put('model', id, next, before?.version ?? 0)) return;
  throw new BarometerError('conflict', `the model '${id}' was changed by somebody else, try again`);
}

/** Puts a model in force. The same model again makes no new version. Throws `conflict`. */
export async function putModel(
  documents: DocumentStore,
  model: ScoringModel,
): Promise<ModelVersion> {
  const before = await documents.get<StoredModel>('model', model.id);
  const now = versionInForce(before?.body);
  if (now && canonicalJson(now.model) === canonicalJson(model)) return now;
  const next = { version: (before?.body.version ?? 0) + 1, model };
  await setCurrentVersion(documents, model.id, before, next);
  return next;
}

/** Takes a model out of force; its versions stay readable. Returns whether there was one. */
export async function deleteModel(documents: DocumentStore, id: string): Promise<boolean> {
  const before = await documents.get<StoredModel>('model', id);
  if (!versionInForce(before?.body)) return false;
  await setCurrentVersion(documents, id, before, { version: before?.body.version ?? 0 });
  return true;
}
