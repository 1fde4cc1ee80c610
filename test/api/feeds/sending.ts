import { once } from 'node:events'
import { request as ask, type ClientRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { tokenForEvaluation } from '../../../src/features/access/index.js'
import type { Feed } from '../../../src/features/feeds/feed.schema.js'
import type { Problem } from '../../../src/platform/http/problem.js'
import type { Registry } from '../../support/registry.js'

export interface Answer<T> {
  status: number
  headers: IncomingMessage['headers']
  body: T
}

/** A line of the national vehicle register's file, well formed and Rotherham's unless said otherwise. */
export const aLine = (n: number, { authority = 'Rotherham', plate = `P${n}`, end = '2027-01-14' } = {}) =>
  `AA${String(n % 100).padStart(2, '0')}${letters(Math.floor(n / 100))},2026-01-15,${end},PHV,${authority},${plate},true`

const letters = (n: number) =>
  [n / 676, n / 26, n].map((part) => String.fromCharCode(65 + (Math.floor(part) % 26))).join('')

export const aFile = (rows: number, from = 0, options?: Parameters<typeof aLine>[1]) =>
  `${Array.from({ length: rows }, (_, i) => aLine(from + i, options)).join('\n')}\n`

/** Sends files over real connections: what is passed into the app has none that could be cut. */
export function sender(registry: Registry, who = 'rotherham.feeder') {
  const open = async (headers: Record<string, string>, path = '/v1/feeds/vehicles'): Promise<ClientRequest> => {
    const { port } = registry.app.server.address() as AddressInfo
    const authorization = `Bearer ${await tokenForEvaluation(registry.deps, who)}`
    return ask({
      port,
      host: '127.0.0.1',
      path,
      method: 'POST',
      headers: { authorization, 'content-type': 'text/csv', ...headers },
      agent: false,
    })
  }
  const answerOf = async <T>(request: ClientRequest): Promise<Answer<T>> => {
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    return { status: response.statusCode ?? 0, headers: response.headers, body: (await json(response)) as T }
  }
  const send = async <T = Feed>(
    file: string | Buffer,
    headers: Record<string, string> = {},
    path?: string,
  ): Promise<Answer<T>> => {
    const request = await open(headers, path)
    const answer = answerOf<T>(request)
    request.end(file)
    return answer
  }
  return {
    open,
    answerOf,
    send,
    refused: (file: string | Buffer, headers?: Record<string, string>) => send<Problem>(file, headers),
  }
}
