import { digestParts, digestTitle } from '../../alerts/message/digest.ts';
import { consoleLine } from '../../alerts/message/plain-text.ts';
import type { ConsoleChannel } from './channel.ts';

/** Lines of text, on one machine only: in the cloud nobody looks. */
export const CONSOLE: ConsoleChannel = {
  way: 'console',
  alertLine: consoleLine,
  digestLines: (digest) => [
    digestTitle(digest),
    ...digestParts(digest).flatMap(({ heading, lines }) => [
      `  ${heading}`,
      ...lines.map((line) => `    ${line}`),
    ]),
  ],
};
