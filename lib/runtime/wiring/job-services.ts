import { awsAlertPublisher } from '../../messaging/aws-alert-publisher.ts';
import type { RunServices } from '../jobs/score/record-run.ts';
import { PROCESS_VARIABLES, requiredVariable } from '../services/environment.ts';
import { storeServicesFromEnvironment } from './api-services.ts';

/** The services of a function that alerts may leave by: the bus, the topic and the webhooks' queue. */
export function jobServicesFromEnvironment(
  service: string,
  variables = PROCESS_VARIABLES,
): RunServices {
  const services = storeServicesFromEnvironment(service, variables);
  const publisher = awsAlertPublisher({
    bus: requiredVariable(variables, 'BUS_NAME'),
    topic: requiredVariable(variables, 'TOPIC_ARN'),
    digestTopic: requiredVariable(variables, 'DIGEST_TOPIC_ARN'),
    queue: requiredVariable(variables, 'WEBHOOK_QUEUE_URL'),
    documents: services.documents,
    warn: services.log.warn,
    onRefused: (way, count, why) => services.log.warn('alerts were refused', { way, count, why }),
  });
  return { ...services, publisher };
}
