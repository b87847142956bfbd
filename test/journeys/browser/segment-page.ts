import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface SegmentPage {
  /** An origin other than the server's, so that the browser asks first. */
  readonly url: string;
  close(): Promise<void>;
}

/** The library as a team's own bundler packs it. */
async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page-script.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
  });
  return outputFiles[0]?.text ?? '';
}

/** Serves a page on loopback that has the library and nothing else. */
export async function servePage(): Promise<SegmentPage> {
  const script = await bundled();
  const html = '<!doctype html><title>Pricing</title><script src="/segment.js"></script>';
  const server = createServer(({ url }, response) => {
    const isScript = url === '/segment.js';
    const type = isScript ? 'text/javascript' : 'text/html';
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` });
    response.end(isScript ? script : html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
