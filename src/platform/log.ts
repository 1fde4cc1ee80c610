import { pino, type DestinationStream, type Logger } from 'pino'
import type { Config } from './config.js'

export type Log = Logger

/** Fields are an allow-list, written by hand where something is logged: no request, no error object, no personal data passes by default. */
export function makeLog(config: Pick<Config, 'logLevel'>, destination?: DestinationStream): Log {
  const options = {
    level: config.logLevel,
    base: null,
    serializers: {
      req: () => undefined,
      res: () => undefined,
      err: (error: Error & { code?: string }) => ({ type: error.name, code: error.code, stack: stackOf(error) }),
    },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** The message of an error may quote data (a failing row, a value); its stack frames may not. */
const stackOf = (error: Error) => error.stack?.split('\n').filter((line) => line.startsWith('    at ')).slice(0, 8)
