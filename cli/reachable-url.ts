/**
 * Where the URL of a stack is reached. An emulated cloud gives out `<id>.execute-api.localhost`,
 * which resolvers know nowhere, and takes the id in the path as well; AWS's own are left alone.
 */
export function reachableUrl(text: string): string {
  const url = new URL(text);
  const [id, ...domain] = url.hostname.split('.');
  if (domain.join('.') !== 'execute-api.localhost') return text.replace(/\/+$/, '');
  return `http://127.0.0.1:${url.port}/_aws/execute-api/${id}/$default`;
}
