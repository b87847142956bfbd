import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// What Node alone takes for a batch: the body is read and parsed, and the answer counts it.
const server = createServer((request, answer) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { batch } = JSON.parse(Buffer.concat(chunks).toString()) as { batch: unknown[] };
    answer.setHeader('content-type', 'application/json');
    answer.end(JSON.stringify({ accepted: batch.length }));
  });
});

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
