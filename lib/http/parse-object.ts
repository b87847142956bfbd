import { isObject, type JsonObject, kindOfValue } from './json-value.ts';
import { type Problem, problem } from './problem.ts';

/** The JSON object that a text is; of keys that come twice the last one wins. */
export function parseObject(text: string): JsonObject | Problem {
  if (text.trim() === '') return problem('unparseable', 'the body is empty, send a JSON object');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, and what a client posted goes nowhere.
    return problem('unparseable', 'the body is not JSON');
  }
  if (isObject(value)) return value;
  return problem('unparseable', `the body must be a JSON object, got ${kindOfValue(value)}`);
}
