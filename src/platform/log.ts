import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino'
import type { Config } from './config.js'

export type Log = Logger

/** Fields are an allow-list, written by hand where something is logged: no request, no error object, no personal data passes by default. */
export function makeLog(config: Pick<Config, 'logLevel'>, destination?: DestinationStream): Log {
  const options: LoggerOptions = {
    level: config.logLevel,
    base: null,
    // pino makes the message of an error found under this key, or logged bare, the message of the line.
    errorKey: 'none',
    hooks: {
      logMethod(args, method) {
        const [first] = args as unknown[]
        method.apply(this, first instanceof Error ? [{ err: first }] : args)
      },
    },
    serializers: {
      req: () => undefined,
      res: () => undefined,
      err: (error: Error & { code?: string }) => ({ type: error.name, code: error.code, stack: stackOf(error) }),
    },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** The message of an error may quote data (a failing row, a value); its stack frames may not. */
const stackOf = (error: Error) =>
  error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
