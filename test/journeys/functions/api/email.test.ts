import {
  GetSubscriptionAttributesCommand,
  InvalidParameterException,
  NotFoundException,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { send } from '../../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../../fixtures/keys.ts';
import { createApi } from '../../../../functions/api.ts';
import { snsEmailTopic } from '../../../../lib/messaging/sns-email-topic.ts';
import type { HttpHandler } from '../../../../lib/runtime/server/http-handler.ts';
import { testServices } from '../../../support/worlds/test-services.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:alerts';
const DIGESTS = 'arn:aws:sns:eu-west-1:123456789012:digests';
const ARN = `${TOPIC}:2f5671ba`;
const DANA = { type: 'email', address: 'dana@example.com' };
const sns = mockClient(SNSClient);
let api: HttpHandler;

beforeEach(async () => {
  sns.reset();
  sns.on(SubscribeCommand).resolves({ SubscriptionArn: ARN });
  sns.on(SetSubscriptionAttributesCommand).resolves({});
  sns.on(UnsubscribeCommand).resolves({});
  pending('true');
  const emailTopic = snsEmailTopic(
    { alerts: TOPIC, digests: DIGESTS },
    new SNSClient({ region: 'eu-west-1' }),
  );
  api = createApi({ ...(await testServices()), emailTopic });
});

function pending(PendingConfirmation: string): void {
  sns.on(GetSubscriptionAttributesCommand).resolves({ Attributes: { PendingConfirmation } });
}

const fails = { message: 'no', $metadata: {} };
const call = (method: string, path: string, body?: unknown) =>
  send(api, `/v1/subscriptions${path}`, { method, key: KEYS.admin, body });

describe('a subscription by email', () => {
  it('a subscription by email is made at the topic with its filters, and pending until it is confirmed', async () => {
    const wish = { ...DANA, kinds: ['score.decreased'], rules: ['drop'], owner: 'dana' };
    const put = await call('PUT', '/dana', wish);
    expect(put).toMatchObject({ status: 200, body: { ...wish, status: 'pending' } });
    const [asked] = sns.commandCalls(SubscribeCommand);
    expect(asked?.args[0].input).toEqual({
      TopicArn: TOPIC,
      Protocol: 'email',
      Endpoint: 'dana@example.com',
      Attributes: { FilterPolicy: '{"kind":["score.decreased"],"rule":["drop"],"owner":["dana"]}' },
      ReturnSubscriptionArn: true,
    });
    pending('false');
    expect((await call('GET', '/dana')).body).toMatchObject({ status: 'confirmed' });
    expect(JSON.stringify((await call('GET', '')).body)).not.toContain('arn:');
  });

  it('a subscription by email changes its filters without a second mail, and rests when it is off', async () => {
    await call('PUT', '/dana', DANA);
    await call('PUT', '/dana', { ...DANA, enabled: false });
    const [asked] = sns.commandCalls(SetSubscriptionAttributesCommand);
    expect(asked?.args[0].input).toMatchObject({
      SubscriptionArn: ARN,
      AttributeValue: '{"kind":["none"]}',
    });
    expect(sns.commandCalls(SubscribeCommand)).toHaveLength(1);
  });

  it('a subscription by email is mailed again when it was never confirmed', async () => {
    await call('PUT', '/dana', DANA);
    sns.on(GetSubscriptionAttributesCommand).rejects(new NotFoundException(fails));
    expect((await call('GET', '/dana')).body).toMatchObject({ status: 'gone' });
    await call('PUT', '/dana', DANA);
    expect(sns.commandCalls(SubscribeCommand)).toHaveLength(2);
  });

  it('a subscription by email can be read while the topic does not answer', async () => {
    await call('PUT', '/dana', DANA);
    sns.on(GetSubscriptionAttributesCommand).rejects(new Error('down'));
    expect((await call('GET', '')).body).toMatchObject({ data: [{ status: 'unknown' }] });
  });

  it('a subscription by email leaves the topic when it is deleted or becomes another type', async () => {
    await call('PUT', '/dana', DANA);
    expect((await call('DELETE', '/dana')).status).toBe(200);
    await call('PUT', '/dana', DANA);
    await call('PUT', '/dana', { type: 'console' });
    const left = sns.commandCalls(UnsubscribeCommand).map(({ args }) => args[0].input);
    expect(left).toEqual([{ SubscriptionArn: ARN }, { SubscriptionArn: ARN }]);
  });

  it('a subscription by email is deleted even while SNS cannot take away what is pending', async () => {
    await call('PUT', '/dana', DANA);
    sns.on(UnsubscribeCommand).rejects(new InvalidParameterException(fails));
    expect((await call('DELETE', '/dana')).status).toBe(200);
    expect((await call('GET', '/dana')).status).toBe(404);
  });

  it('a subscription by email is limited to severities and a segment by the topic as well', async () => {
    await call('PUT', '/dana', { ...DANA, severities: ['high', 'medium'], segment: 'paid' });
    expect(sns.commandCalls(SubscribeCommand)[0]?.args[0].input.Attributes).toEqual({
      FilterPolicy: '{"severity":["high","medium"],"segment":["paid"]}',
    });
  });

  it('a subscription by email of a daily digest is made at the topic of digests, for its own digest alone', async () => {
    const put = await call('PUT', '/dana', { ...DANA, digest: 'daily', owner: 'dana' });
    expect(put).toMatchObject({ status: 200, body: { digest: 'daily', status: 'pending' } });
    expect(sns.commandCalls(SubscribeCommand)[0]?.args[0].input).toMatchObject({
      TopicArn: DIGESTS,
      Attributes: { FilterPolicy: '{"subscription":["dana"]}' },
    });
    await call('PUT', '/dana', DANA);
    expect(sns.commandCalls(SubscribeCommand)[1]?.args[0].input).toMatchObject({ TopicArn: TOPIC });
    expect((await call('PUT', '/morning', { ...DANA, digest: 'daily' })).status).toBe(200);
  });

  it.each(['O"Neil', 'back\\slash'])(
    'a subscription by email is refused for owner %s, whom SNS spells otherwise',
    async (owner) => {
      expect((await call('PUT', '/dana', { ...DANA, owner })).status).toBe(400);
      expect(sns.commandCalls(SubscribeCommand)).toEqual([]);
    },
  );

  it('a subscription by email is the only one of its address and list', async () => {
    await call('PUT', '/dana', DANA);
    expect((await call('PUT', '/other', DANA)).status).toBe(400);
  });

  it('a subscription by email is 400 for what SNS refuses and 503 while it does not answer, and is not stored', async () => {
    sns.on(SubscribeCommand).rejects(new InvalidParameterException(fails));
    expect((await call('PUT', '/dana', DANA)).status).toBe(400);
    sns.on(SubscribeCommand).rejects(new Error('down'));
    expect((await call('PUT', '/dana', DANA)).status).toBe(503);
    expect((await call('GET', '/dana')).status).toBe(404);
  });
});
