interface MetricProperties {
  readonly MetricName?: string;
  readonly Namespace?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
}

/** The part of an alarm in a template that says when it rings. */
export interface AlarmProperties extends MetricProperties {
  /** Instead of one metric: an expression, and what it is made of. */
  readonly Metrics?: readonly {
    readonly Expression?: string;
    readonly MetricStat?: { readonly Metric: MetricProperties };
  }[];
  readonly ComparisonOperator: string;
  readonly Threshold: number;
  readonly EvaluationPeriods: number;
  readonly TreatMissingData: 'breaching' | 'notBreaching';
}

function breaches(alarm: AlarmProperties, value: number | undefined): boolean {
  if (value === undefined) return alarm.TreatMissingData === 'breaching';
  return alarm.ComparisonOperator === 'LessThanThreshold'
    ? value < alarm.Threshold
    : value >= alarm.Threshold;
}

/**
 * Whether an alarm rings after the last periods had these values, as CloudWatch decides it;
 * undefined stands for a period without any.
 */
export function rings(alarm: AlarmProperties, values: readonly (number | undefined)[]): boolean {
  const last = values.slice(-alarm.EvaluationPeriods);
  return last.length === alarm.EvaluationPeriods && last.every((value) => breaches(alarm, value));
}

/** `IF(a >= n, a / (b + c), 0)` and no more of CloudWatch's metric math; FILL stands in for a gap. */
export function computed(
  expression: string,
  values: Readonly<Record<string, number | undefined>>,
): number | undefined {
  const term = (text: string): number | undefined => {
    const [, filled, gap] = /^FILL\((\w+), (\d+)\)$/.exec(text) ?? [];
    return filled === undefined ? values[text] : (values[filled] ?? Number(gap));
  };
  const [, part = '', least, divisor = ''] =
    /^IF\((\w+) >= (\d+), \1 \/ \((.+)\), 0\)$/.exec(expression) ?? [];
  const all = divisor.split(' + ').map(term);
  const refused = values[part];
  if (refused === undefined || all.includes(undefined)) return undefined;
  return refused >= Number(least) ? refused / all.reduce<number>((sum, x) => sum + (x ?? 0), 0) : 0;
}
