import { objectOr } from '../json-value.ts';
import { type Problem, problem } from '../problem.ts';

/** Browsers without gzip send a form whose `data` is the JSON in base64. */
export function unpackForm(text: string): string | Problem {
  if (!text.startsWith('data=')) return text;
  const data = new URLSearchParams(text).get('data') ?? '';
  try {
    // A plus sign of base64 that was not escaped is read as a blank.
    const bytes = Uint8Array.from(atob(data.replaceAll(' ', '+')), (char) => char.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return problem('unparseable', 'the data of the form is not base64');
  }
}

/** The key that an event carries: its own, or that of its properties. */
function tokenOf(event: unknown): unknown {
  const fields = objectOr(event);
  const properties = objectOr(fields?.['properties']);
  return fields?.['api_key'] ?? fields?.['token'] ?? properties?.['token'];
}

/** A list of events, and a single one, as a batch of them. */
export function wrapEvents(value: unknown): unknown {
  if (Array.isArray(value)) return { batch: value, api_key: tokenOf(value[0]) };
  const body = objectOr(value);
  if (!body) return value;
  if (Array.isArray(body['batch'])) return { ...body, api_key: body['api_key'] ?? tokenOf(body) };
  return { batch: [body], api_key: tokenOf(body) };
}
