import { parse } from 'yaml';
import { isTooDeep } from './json-value.ts';
import { type Problem, problem } from './problem.ts';

const YAML = /\byaml\b/i;

/** YAML quotes the line at fault on the lines after the first. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return (message.split('\n', 1)[0] ?? '').replace(/:$/, '');
}

function parsed(text: string, contentType: string): { readonly value: unknown } | Problem {
  const isYaml = YAML.test(contentType);
  try {
    return { value: isYaml ? parse(text, { maxAliasCount: 100 }) : JSON.parse(text) };
  } catch (error) {
    const what = isYaml ? 'YAML' : 'JSON';
    return problem('unparseable', `the body is not ${what}: ${firstLine(error)}`);
  }
}

/** The value of a YAML or JSON document; JSON unless the content type says YAML. */
export function parseDocument(
  text: string,
  contentType: string,
): { readonly value: unknown } | Problem {
  const document = parsed(text, contentType);
  if ('value' in document && isTooDeep(document.value)) {
    return problem('invalid', 'the body is nested deeper than 64 levels');
  }
  return document;
}
