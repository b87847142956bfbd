import type { Log, LogFields } from '../../lib/runtime/services/log.ts';

/** Warnings and errors in one line each, for somebody who looks at a terminal. */
export function createLocalLog(write: (line: string) => void, now: () => number): Log {
  const line =
    (level: string) =>
    (message: string, fields: LogFields = {}) => {
      const { detail = '', stack: _, error: __, ...others } = fields;
      const figures = Object.entries(others).map(([name, value]) => ` ${name}=${value}`);
      const time = new Date(now()).toISOString();
      const text = `${time} ${level}: ${message}${detail === '' ? '' : ` (${detail})`}`;
      write((text + figures.join('')).replaceAll(/\s*\n\s*/g, ' '));
    };
  return { info: () => undefined, warn: line('warning'), error: line('error') };
}
