/** An item of the table as the document client writes and reads it. */
export type TableItem = Readonly<Record<string, unknown>>;

/** The words of a command's expressions. */
export interface Placeholders {
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Record<string, unknown> | undefined;
}

const TOKENS = /\(|\)|<=|>=|<>|[<>=]|[#:]?\w+/g;

const COMPARISONS: Readonly<Record<string, (a: string | number, b: string | number) => boolean>> = {
  '=': (a, b) => a === b,
  '<>': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function isComparable(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** Stores ask a dozen conditions again and again. */
const known = new Map<string, readonly string[]>();

function tokensOf(condition: string): readonly string[] {
  const tokens = known.get(condition) ?? [...condition.matchAll(TOKENS)].map(([token]) => token);
  known.set(condition, tokens);
  return tokens;
}

/** Reads a condition from left to right; AND binds closer than OR. */
class Condition {
  readonly #tokens: string[];
  readonly #item: TableItem | undefined;
  readonly #placeholders: Placeholders;

  constructor(text: string, item: TableItem | undefined, placeholders: Placeholders) {
    this.#tokens = [...tokensOf(text)];
    this.#item = item;
    this.#placeholders = placeholders;
  }

  holds(): boolean {
    const holds = this.#either();
    if (this.#tokens.length > 0) throw new Error(`not understood: ${this.#tokens.join(' ')}`);
    return holds;
  }

  #take(expected?: string): string {
    const token = this.#tokens.shift() ?? '';
    if (expected === undefined || token === expected) return token;
    throw new Error(`${expected} was expected, got '${token}'`);
  }

  #either(): boolean {
    let holds = this.#both();
    while (this.#tokens[0] === 'OR') {
      this.#take();
      holds = this.#both() || holds;
    }
    return holds;
  }

  #both(): boolean {
    let holds = this.#term();
    while (this.#tokens[0] === 'AND') {
      this.#take();
      holds = this.#term() && holds;
    }
    return holds;
  }

  #term(): boolean {
    const first = this.#take();
    if (first === '(') {
      const holds = this.#either();
      this.#take(')');
      return holds;
    }
    if (first === 'attribute_exists' || first === 'attribute_not_exists') {
      this.#take('(');
      const isThere = this.#valueOf(this.#take()) !== undefined;
      this.#take(')');
      return isThere === (first === 'attribute_exists');
    }
    const compare = COMPARISONS[this.#take()];
    const [left, right] = [this.#valueOf(first), this.#valueOf(this.#take())];
    if (!compare) throw new Error(`no comparison after ${first}`);
    return isComparable(left) && isComparable(right) && compare(left, right);
  }

  #valueOf(token: string): unknown {
    if (token.startsWith(':')) return this.#placeholders.ExpressionAttributeValues?.[token];
    return this.#item?.[nameOf(token, this.#placeholders)];
  }
}

function nameOf(token: string, { ExpressionAttributeNames }: Placeholders): string {
  return token.startsWith('#') ? (ExpressionAttributeNames?.[token] ?? '') : token;
}

/** Whether a condition holds for an item, or for the lack of one. */
export function conditionHolds(
  condition: string | undefined,
  item: TableItem | undefined,
  placeholders: Placeholders,
): boolean {
  return condition === undefined || new Condition(condition, item, placeholders).holds();
}

type Change = (item: Record<string, unknown>, token: string, value: unknown) => void;

const CHANGES: Readonly<Record<string, Change>> = {
  SET: (item, name, value) => {
    item[name] = value;
  },
  ADD: (item, name, value) => {
    item[name] = Number(item[name] ?? 0) + Number(value);
  },
  REMOVE: (item, name) => {
    delete item[name];
  },
};

/** The item after an update of `SET #a = :a, #b = :b`, `ADD #c :c` and `REMOVE #d`. */
export function updated(
  expression: string,
  item: TableItem,
  placeholders: Placeholders,
): Record<string, unknown> {
  const after = { ...item };
  const clauses = expression.matchAll(/(SET|ADD|REMOVE) (.*?)(?= (?:SET|ADD|REMOVE) |$)/g);
  for (const [, verb = '', list = ''] of clauses) {
    for (const part of list.split(',')) {
      const [name = '', value = ''] = part.match(/[#:]?\w+/g) ?? [];
      const given = placeholders.ExpressionAttributeValues?.[value];
      CHANGES[verb]?.(after, nameOf(name, placeholders), given);
    }
  }
  return after;
}
