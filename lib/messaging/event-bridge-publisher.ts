import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import type { Alert } from '../alerts/alert.ts';
import { alertEvent } from '../alerts/alert-event.ts';
import { jsonText } from '../alerts/json-text.ts';
import type { Way } from './send-in-tens.ts';

/** What rules of the bus match on. */
const SOURCE = 'barometer';
const DETAIL_TYPE = 'AlertRaised';

/** The bus: one event `AlertRaised` for each alert. */
export function eventBridgePublisher(client: EventBridgeClient, bus: string): Way<Alert> {
  const entryOf = (alert: Alert): PutEventsRequestEntry => ({
    EventBusName: bus,
    Source: SOURCE,
    DetailType: DETAIL_TYPE,
    Time: new Date(alert.raisedAt),
    Detail: jsonText(alertEvent(alert)),
  });
  return {
    bytesOf: (alert) => Buffer.byteLength(JSON.stringify(entryOf(alert))),
    async send(alerts) {
      const { Entries = [] } = await client.send(
        new PutEventsCommand({ Entries: alerts.map(entryOf) }),
      );
      return Entries.map(({ EventId, ErrorCode }) =>
        EventId === undefined ? (ErrorCode ?? 'no event id') : undefined,
      );
    },
  };
}
