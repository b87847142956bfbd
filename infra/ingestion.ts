import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { Scoring } from './scoring.ts';
import { ServiceFunction } from './service-function.ts';
import type { StackSettings } from './settings.ts';
import type { CapabilityProps } from './storage.ts';

/** A Segment client gives up on a request after ten seconds and sends it again. */
const INGEST_TIMEOUT = Duration.seconds(10);
/** An HTTP API waits thirty seconds at most; the answer should still be ours. */
const API_TIMEOUT = Duration.seconds(29);

/** A POST is an event, except to these, which the read and admin function answers. */
const POSTS_OF_API = [
  '/v1/runs',
  '/v1/keys',
  '/v1/alerts/{id}/acknowledge',
  '/v1/models/{id}/preview',
  '/v1/rules/{id}/silence',
  '/v1/subscriptions/{id}/rotate',
  '/v1/subscriptions/{id}/test',
  '/v1/rules/preview',
];

/** What an operator needs of a request; no address, no agent, no path: paths hold user ids. */
const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTimeEpoch',
    route: '$context.routeKey',
    method: '$context.httpMethod',
    status: '$context.status',
    latency: '$context.responseLatency',
    function: '$context.integrationLatency',
    bytes: '$context.responseLength',
    error: '$context.integrationErrorMessage',
  }),
);

export interface IngestionProps extends CapabilityProps {
  readonly scoring: Scoring;
}

/** The HTTPS endpoint: events go to one function, everything else to another. */
export class Ingestion extends Construct {
  readonly api: HttpApi;
  readonly ingest: ServiceFunction;
  readonly readAndAdmin: ServiceFunction;

  constructor(scope: Construct, id: string, props: IngestionProps) {
    super(scope, id);
    this.ingest = this.ingestFunction(props);
    this.readAndAdmin = this.apiFunction(props);
    this.api = new HttpApi(this, 'HttpApi', {
      description: 'Barometer: events in, scores out',
      createDefaultStage: false,
      defaultIntegration: toFunction(this.readAndAdmin),
    });
    this.addRoutes();
    this.addStage(props.settings);
    acknowledge(
      this.api,
      'AwsSolutions-APIG4',
      'client libraries carry their key in Basic user name, body, header or Bearer, which no authorizer reads: the functions check it first',
    );
  }

  /** The address clients post to; the stage is `$default`, as SDKs drop any path prefix. */
  get url(): string {
    return this.api.apiEndpoint;
  }

  private ingestFunction({ settings, storage, environment }: IngestionProps): ServiceFunction {
    const ingest = new ServiceFunction(this, 'ingest', {
      settings,
      environment,
      timeout: INGEST_TIMEOUT,
      description: 'Checks posted events and stores each request as one counter batch',
    });
    storage.allowAppend(ingest);
    return ingest;
  }

  private apiFunction(props: IngestionProps): ServiceFunction {
    const { settings, storage, scoring, environment } = props;
    const api = new ServiceFunction(this, 'api', {
      settings,
      environment: { ...environment, SCORE_FUNCTION_NAME: scoring.score.functionName },
      timeout: API_TIMEOUT,
      description: 'Answers reads, settings and requests for runs',
    });
    storage.allowReadAndWrite(api);
    storage.allowOutbox(api);
    api.allow(['lambda:InvokeFunction'], [scoring.score.functionArn]);
    return api;
  }

  private addRoutes(): void {
    const { GET, OPTIONS, POST } = HttpMethod;
    const route = (fn: ServiceFunction, path: string, ...methods: HttpMethod[]) =>
      this.api.addRoutes({ path, methods, integration: toFunction(fn) });
    route(this.ingest, '/{proxy+}', POST, OPTIONS);
    route(this.ingest, '/v1/projects/{writeKey}/settings', GET);
    route(this.ingest, '/array/{writeKey}/config', GET);
    for (const path of POSTS_OF_API) {
      route(this.readAndAdmin, path, POST);
      // A route key may not end in a slash; a greedy one takes the request that does.
      route(this.readAndAdmin, `${path}/{proxy+}`, POST);
    }
  }

  private addStage(settings: StackSettings): void {
    const accessLog = new LogGroup(this, 'AccessLog', {
      // API Gateway may write to names under this prefix without a policy for each of them.
      logGroupName: `/aws/vendedlogs/barometer-${settings.environment}/access`,
      retention: settings.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: {
        rateLimit: settings.requestsPerSecond,
        burstLimit: settings.requestBurst,
      },
      // By route they would be custom metrics of 0.30 USD each; those of the whole API are free.
      detailedMetricsEnabled: false,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: ACCESS_LOG,
      },
    });
  }
}

function toFunction(fn: ServiceFunction): HttpLambdaIntegration {
  return new HttpLambdaIntegration(`${fn.node.id}Integration`, fn, {
    scopePermissionToRoute: false,
  });
}
