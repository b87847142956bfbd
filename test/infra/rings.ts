/** The part of an alarm in a template that says when it rings. */
export interface AlarmProperties {
  readonly MetricName: string;
  readonly Namespace?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
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
