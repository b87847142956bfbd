import { StartError } from '../../local/command/start-error.ts';

/** What is left of a value that cannot be made: empty text, null and missing fields are nothing. */
type Absent = undefined;

/** A value of the mapping with its placeholders, ready to be filled from a row. */
export type Template = (row: unknown) => unknown | Absent;

const PLACEHOLDER = /\$\{([^}]*)\}/g;
const ALONE = /^\$\{[^}]*\}$/;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** `a.b` is the field of that very name where there is one, else `b` inside `a`. */
function fieldAt(row: unknown, path: string): unknown | Absent {
  const direct = own(row, path);
  const value = direct ?? path.split('.').reduce(own, row);
  return value === null || value === '' ? undefined : value;
}

function compileText(text: string): Template {
  const paths = [...text.matchAll(PLACEHOLDER)].map((match) => match[1]?.trim() ?? '');
  if (paths.includes('') || text.replaceAll(PLACEHOLDER, '').includes('${')) {
    throw new StartError(`'${text}' has a placeholder that is not \${field}`);
  }
  const [only] = paths;
  if (only === undefined) return () => text;
  // A placeholder that stands alone keeps its type: a number stays a number.
  if (ALONE.test(text)) return (row) => fieldAt(row, only);
  return (row) => {
    const values = paths.map((path) => fieldAt(row, path));
    if (values.includes(undefined)) return undefined;
    let next = 0;
    return text.replaceAll(PLACEHOLDER, () => String(values[next++]));
  };
}

function compileFields(fields: Readonly<Record<string, unknown>>): Template {
  const templates = Object.entries(fields).map(([name, value]) => [name, compile(value)] as const);
  return (row) => {
    const made: [string, unknown][] = [];
    for (const [name, template] of templates) {
      const value = template(row);
      if (value !== undefined) made.push([name, value]);
    }
    return made.length > 0 ? Object.fromEntries(made) : undefined;
  };
}

/**
 * Turns a value of the mapping into what it makes of a row. Text may hold `${field}`; a text of
 * which any field is absent is absent as a whole; everything else is a constant.
 * Throws a StartError for a placeholder that cannot be read.
 */
export function compile(value: unknown): Template {
  if (typeof value === 'string') return compileText(value);
  if (isObject(value)) return compileFields(value);
  if (!Array.isArray(value)) return () => value;
  const templates = value.map(compile);
  return (row) => templates.map((template) => template(row)).filter((made) => made !== undefined);
}
