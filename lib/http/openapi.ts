import * as z from 'zod';

/** What the description says of a route. */
export interface Operation {
  /** `GET /v1/accounts/{id}`: a name in braces takes any text. */
  readonly endpoint: `${string} /${string}`;
  readonly role: 'public' | 'write' | 'read' | 'admin';
  readonly summary: string;
  readonly querySchema?: z.ZodType;
  readonly bodySchema?: z.ZodType | NamedSchema;
  /** Of a good answer. @default 200 */
  readonly status?: number;
}

type JsonSchema = Readonly<Record<string, unknown>>;

/** A schema under its name in the description, where none of zod's checks what is posted. */
export interface NamedSchema {
  readonly name: string;
  readonly schema: JsonSchema;
}

const COMPONENTS = '#/components/schemas/';
const SETTINGS = { io: 'input', target: 'draft-2020-12' } as const;

const problemSchema = z
  .object({
    type: z.url(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    message: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

function isNamed(schema: z.ZodType | NamedSchema | undefined): schema is NamedSchema {
  return schema !== undefined && !(schema instanceof z.ZodType);
}

/** Every schema that has a name; those within one another refer to each other. */
function components(operations: readonly Operation[]): Record<string, unknown> {
  const { schemas } = z.toJSONSchema(z.globalRegistry, {
    ...SETTINGS,
    uri: (id) => COMPONENTS + id,
  });
  const ofZod = Object.entries(schemas).map(
    ([id, { $schema: _draft, $id: _uri, ...schema }]) => [id, schema] as const,
  );
  const named = operations.map(({ bodySchema }) => bodySchema).filter(isNamed);
  const all = new Map<string, unknown>([
    ...ofZod,
    ...named.map(({ name, schema }) => [name, schema] as const),
  ]);
  // In the order of names, not in that in which modules happen to be loaded.
  return Object.fromEntries([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function reference(schema: z.ZodType | NamedSchema): JsonSchema {
  if (isNamed(schema)) return { $ref: COMPONENTS + schema.name };
  const id = schema.meta()?.id;
  if (id !== undefined) return { $ref: COMPONENTS + id };
  const { $schema: _draft, ...inline } = z.toJSONSchema(schema, SETTINGS);
  return inline;
}

function pathParameters(path: string): readonly JsonSchema[] {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
  return names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

function queryParameters(schema: z.ZodType | undefined): readonly JsonSchema[] {
  const { properties = {} } = schema ? z.toJSONSchema(schema, SETTINGS) : {};
  return Object.entries(properties).map(([name, propertySchema]) => ({
    name,
    in: 'query',
    schema: propertySchema,
  }));
}

/** What people write themselves may be YAML; events come from programs. */
function bodyOf({ bodySchema, role }: Operation): JsonSchema {
  if (!bodySchema) return {};
  const schema = reference(bodySchema);
  const yaml = role === 'admin' ? { 'application/yaml': { schema } } : {};
  const content = { 'application/json': { schema }, ...yaml };
  return { requestBody: { required: true, content } };
}

function operationObject(operation: Operation, path: string): JsonSchema {
  const { role, summary, querySchema, status = 200 } = operation;
  const parameters = [...pathParameters(path), ...queryParameters(querySchema)];
  const problem = { 'application/problem+json': { schema: reference(problemSchema) } };
  const good = { 'application/json': { schema: { type: 'object' } } };
  return {
    summary,
    security: role === 'public' ? [] : [{ bearer: [] }, { basic: [] }],
    'x-role': role,
    ...(parameters.length > 0 && { parameters }),
    ...bodyOf(operation),
    responses: {
      [status]: { description: 'as asked', content: good },
      default: { description: 'a problem (RFC 9457)', content: problem },
    },
  };
}

/** The OpenAPI 3.1 description, made from the very schemas that validate. */
export function openApi(operations: readonly Operation[]): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const operation of operations) {
    const [method = '', path = ''] = operation.endpoint.split(' ');
    const described = { [method.toLowerCase()]: operationObject(operation, path) };
    paths[path] = { ...paths[path], ...described };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Barometer', version: '1', license: { name: 'Apache-2.0' } },
    paths,
    components: {
      schemas: components(operations),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        basic: { type: 'http', scheme: 'basic' },
      },
    },
  };
}
