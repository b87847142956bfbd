import { StartError } from '../local/command/start-error.ts';

/** A field of an answer; undefined when the answer is no object or lacks it. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** A field as text, `-` where there is none. */
export function textOf(value: unknown, name: string): string {
  const field = fieldOf(value, name);
  return field === undefined || field === null ? '-' : String(field);
}

/** The `data` of a list. */
export function dataOf(answer: unknown): readonly unknown[] {
  const data = fieldOf(answer, 'data');
  return Array.isArray(data) ? data : [];
}

/** A path with an id in it, whatever the id holds. */
export function pathTo(collection: string, id: string): string {
  return `${collection}/${encodeURIComponent(id)}`;
}

const ADVICE: Readonly<Record<number, string>> = {
  401: 'give a key with --key or BAROMETER_ADMIN_KEY',
  403: 'give another with --key or BAROMETER_ADMIN_KEY',
  429: 'wait a little and try again',
  503: 'try again in some seconds',
};

async function bodyOf(answer: Response, url: string): Promise<unknown> {
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new StartError(`${url} answers ${answer.status} without JSON: is it a Barometer?`);
  }
}

function refusalError(status: number, body: unknown): StartError {
  const errors = fieldOf(body, 'errors');
  const faults = Array.isArray(errors)
    ? errors.map((fault) => `\n  ${textOf(fault, 'path')}: ${textOf(fault, 'message')}`)
    : [];
  const advice = ADVICE[status] ? `: ${ADVICE[status]}` : '';
  return new StartError(`${textOf(body, 'detail')} (${status})${advice}${faults.join('')}`);
}

/** fetch says only that it failed; its cause says why. */
function unreachable(url: string, error: unknown): StartError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new StartError(`${url} cannot be reached (${why}): is it running? see --url and --env`);
}

/** The HTTP API, as JSON. Every call throws a StartError that says what to do. */
export function createApiClient(url: string, key: string) {
  const send = async (method: string, path: string, body?: object): Promise<Response> => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    try {
      return await fetch(`${url}${path}`, { method, headers, ...content });
    } catch (error) {
      throw unreachable(url, error);
    }
  };
  const call = async (method: string, path: string, body?: object, mayLack = false) => {
    const answer = await send(method, path, body);
    const read = await bodyOf(answer, url);
    if (mayLack && answer.status === 404) return undefined;
    if (!answer.ok) throw refusalError(answer.status, read);
    return read;
  };
  return {
    url,
    get: (path: string) => call('GET', path),
    /** Undefined where there is no such thing. */
    find: (path: string) => call('GET', path, undefined, true),
    post: (path: string, body: object) => call('POST', path, body),
    put: (path: string, body: object) => call('PUT', path, body),
    remove: (path: string) => call('DELETE', path),
  };
}

export type ApiClient = ReturnType<typeof createApiClient>;
