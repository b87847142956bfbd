import { awsAlertPublisher } from '../messaging/aws-alert-publisher.ts';
import { PROCESS_VARIABLES, required } from './environment.ts';
import type { TailServices } from './run-tail.ts';
import { storeServicesFromEnvironment } from './services-from-environment.ts';

/** The services of a function that alerts may leave by: the bus, the topic and the webhooks' queue. */
export function jobServicesFromEnvironment(
  service: string,
  variables = PROCESS_VARIABLES,
): TailServices {
  const services = storeServicesFromEnvironment(service, variables);
  const publisher = awsAlertPublisher({
    bus: required(variables, 'BUS_NAME'),
    topic: required(variables, 'TOPIC_ARN'),
    digestTopic: required(variables, 'DIGEST_TOPIC_ARN'),
    queue: required(variables, 'WEBHOOK_QUEUE_URL'),
    documents: services.documents,
    onRefused: (way, count, why) => services.log.warn('alerts were refused', { way, count, why }),
  });
  return { ...services, publisher };
}
