import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { ENVIRONMENTS } from '../../infra/settings.ts';
import { synthesise } from './synthesise.ts';

describe.each(ENVIRONMENTS)('cdk-nag on %s', (environment) => {
  const { app } = synthesise(environment, { alarmEmail: 'ops@example.com' });

  it.each([
    ['AwsSolutions', new AwsSolutionsChecks(app)],
    ['Serverless', new ServerlessChecks(app)],
  ])('cdk-nag finds nothing in the pack %s that is not acknowledged', (_, pack) => {
    expect(pack.validateScope(app).violations).toEqual([]);
  });
});

describe('an acknowledgement', () => {
  it('an acknowledgement of cdk-nag is used only where a reason is given', () => {
    const { app } = synthesise('prod');
    const reasons = app.node
      .findAll()
      .flatMap((node) => node.node.metadata)
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data }) => Object.values(data));
    expect(reasons.length).toBeGreaterThan(5);
    expect(reasons.filter((reason) => String(reason).length < 40)).toEqual([]);
  });
});
