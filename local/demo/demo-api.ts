/** Calls the HTTP API with one key, as anybody else would. */
export function createDemoApi(url: string, key: string) {
  const call = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = { ...init.headers, authorization: `Bearer ${key}` };
    const answer = await fetch(`${url}${path}`, { ...init, headers });
    if (answer.ok) return answer;
    throw new Error(`${init.method ?? 'GET'} ${path}: ${answer.status} ${await answer.text()}`);
  };
  return {
    async get(path: string): Promise<unknown> {
      return (await call(path, {})).json();
    },
    async put(path: string, body: string, contentType: string): Promise<void> {
      await call(path, { method: 'PUT', body, headers: { 'content-type': contentType } });
    },
  };
}

export type DemoApi = ReturnType<typeof createDemoApi>;
