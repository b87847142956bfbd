// Receives the alerts of Barometer's SNS topic, behind your own HTTPS front:
//   TOPIC_ARN=arn:aws:sns:... PORT=3000 npx tsx examples/sns-receiver/receiver.ts
//   aws sns subscribe --topic-arn $TOPIC_ARN --protocol https --notification-endpoint https://...
import { env, stdout } from 'node:process';
import { createReceiver } from './create-receiver.ts';

const { TOPIC_ARN = '', PORT = '3000' } = env;

const certificates = new Map<string, string>();

async function fetched(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(5_000) });
  if (!answer.ok) throw new Error(`SNS answered ${answer.status}`);
  return answer.text();
}

createReceiver({
  topicArn: TOPIC_ARN,
  async loadCertificate(url) {
    const pem = certificates.get(url) ?? (await fetched(url));
    // AWS changes certificates a few times a year.
    if (certificates.size > 10) certificates.clear();
    certificates.set(url, pem);
    return pem;
  },
  confirm: async (url) => {
    await fetched(url);
  },
  onAlert: ({ id, title }) => stdout.write(`${id} ${title}\n`),
}).listen(Number(PORT));
