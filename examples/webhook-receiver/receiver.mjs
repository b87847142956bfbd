// Receives Barometer's webhooks: WEBHOOK_SECRET=whsec_... node receiver.mjs
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

// biome-ignore lint/style/noProcessEnv: a program of its own
const { WEBHOOK_SECRET, PORT = '3000' } = process.env;
const webhook = new Webhook(WEBHOOK_SECRET);
const seen = new Set();

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    const { type, data } = webhook.verify(Buffer.concat(chunks).toString(), request.headers);
    const isNew = !seen.has(data.id);
    seen.add(data.id);
    if (isNew) process.stdout.write(`${type} ${data.title ?? data.day}\n`);
    response.writeHead(204).end();
  } catch {
    response.writeHead(401).end();
  }
}).listen(Number(PORT));
