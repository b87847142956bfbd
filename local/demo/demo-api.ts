/** Calls the HTTP API with one key, as anybody else would. */
export interface DemoApi {
  get(path: string): Promise<unknown>;
  put(path: string, body: string, contentType: string): Promise<void>;
}

export function createDemoApi(url: string, key: string): DemoApi {
  const call = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = { ...init.headers, authorization: `Bearer ${key}` };
    const answer = await fetch(`${url}${path}`, { ...init, headers });
    if (answer.ok) return answer;
    throw new Error(`${init.method ?? 'GET'} ${path}: ${answer.status} ${await answer.text()}`);
  };
  return {
    async get(path) {
      return (await call(path, {})).json();
    },
    async put(path, body, contentType) {
      await call(path, { method: 'PUT', body, headers: { 'content-type': contentType } });
    },
  };
}
