import { type Logger, pino } from 'pino';

/** The log of the process: JSON lines on standard error. Tokens and bodies are never passed to it. */
export const createLog = (level: string): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['token', '*.token', 'authorization', '*.authorization'],
    },
    pino.destination({ fd: 2, sync: true }),
  );

export type { Logger };
