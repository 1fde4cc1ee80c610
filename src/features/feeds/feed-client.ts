import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import * as http from 'node:http'
import * as https from 'node:https'
import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import type { LicenceClass } from '../../domain/words.js'
import { CommandFailed } from '../../platform/run-cli.js'
import type { Feed } from './feed.schema.js'

const NOT_REACHED = 2

export interface Answer<T = unknown> {
  status: number
  etag: string | undefined
  body: T
}

/** A problem (RFC 9457) as the registry answers one. */
export interface Problem {
  title: string
  detail?: string
  errors?: { detail: string }[]
}

/** A registry at the other end of a connection: the command line has no other way to a feed than everybody has. */
export function feedClient(server: string, token: string) {
  const headers = { authorization: `Bearer ${token}` }
  const ask = (method: string, path: string, more: http.OutgoingHttpHeaders, body?: string | Readable) =>
    reach(new URL(path, server), method, { ...headers, ...more }, body)

  return {
    feed: async (id: string): Promise<Answer<Feed>> => read(await ask('GET', pathOf(id), {})),

    /** Each with a key of its own: a second yes is another person's, never the same one again. */
    post: async (id: string, act: string, body?: object, ifMatch?: string): Promise<Answer<Feed>> =>
      read(
        await ask(
          'POST',
          `${pathOf(id)}/${act}`,
          {
            'idempotency-key': randomUUID(),
            ...(body ? { 'content-type': 'application/json' } : {}),
            ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
          },
          body && JSON.stringify(body),
        ),
      ),

    /**
     * Sends a file as it is, compressed or not; the registry is told its digest first, so that bytes it has had are not read again.
     * @param onSent called with the bytes sent so far, and of how many.
     */
    async send(file: string, cls: LicenceClass, onSent: (sent: number, of: number) => void): Promise<Answer<Feed>> {
      const { digest, size, isCompressed } = await look(file)
      const body = createReadStream(file)
      let sent = 0
      body.on('data', (part) => onSent((sent += part.length), size))
      return read(
        await ask(
          'POST',
          `/v1/feeds/${cls}s`,
          {
            'content-type': mediaType(file),
            'content-length': size,
            'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(basename(file))}`,
            'repr-digest': `sha-256=:${digest}:`,
            ...(isCompressed ? { 'content-encoding': 'gzip' } : {}),
          },
          body,
        ),
      )
    },

    /** A feed at each of its moves, until the registry ends the stream. @throws if the connection is lost, or too many watch already. */
    async *events(id: string): AsyncGenerator<Feed> {
      const response = await ask('GET', `${pathOf(id)}/events`, { accept: 'text/event-stream' })
      if (response.statusCode !== 200) await read(response)
      let rest = ''
      for await (const part of response.setEncoding('utf8') as AsyncIterable<string>) {
        const lines = (rest + part).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) if (line.startsWith('data:')) yield JSON.parse(line.slice(5)) as Feed
      }
    },
  }
}
export type FeedClient = ReturnType<typeof feedClient>

const pathOf = (id: string) => `/v1/feeds/${encodeURIComponent(id)}`

/** The registry said no. */
export class Refused extends CommandFailed {
  readonly problem: Problem

  constructor(problem: Problem) {
    super([problem.title, problem.detail].filter(Boolean).join(': '), 1)
    this.problem = problem
  }
}

/** Not by fetch, which gives up after five minutes without an answer: a large file over a thin line takes longer. */
function reach(url: URL, method: string, headers: http.OutgoingHttpHeaders, body?: string | Readable) {
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise<http.IncomingMessage>((done, fail) => {
    const asked = request(url, { method, headers }, (response) => {
      // Answered before it was all sent: the rest is not wanted.
      if (body !== undefined && typeof body !== 'string' && !body.readableEnded) {
        body.unpipe(asked).destroy()
        response.once('close', () => asked.destroy())
      }
      done(response)
    })
    asked.once('error', (error: NodeJS.ErrnoException) =>
      fail(new CommandFailed(`No answer from ${url.origin} (${error.code ?? error.message})`, NOT_REACHED)),
    )
    if (body === undefined || typeof body === 'string') asked.end(body)
    else body.once('error', (error) => asked.destroy(error)).pipe(asked)
  })
}

/** @throws Refused for every answer but a good one; CommandFailed for none that a registry gives. */
async function read<T>(response: http.IncomingMessage): Promise<Answer<T>> {
  const status = response.statusCode ?? 0
  const body = (await json(response).catch(() => undefined)) as T | undefined
  if (status === 401) throw new CommandFailed('The token is not accepted: it may have run out.', NOT_REACHED)
  if (body === undefined) throw new CommandFailed(`That is no registry: it answered ${status}.`, NOT_REACHED)
  if (status >= 300) throw new Refused(body as Problem)
  return { status, etag: response.headers.etag, body }
}

/** SHA-256 in base64 of the bytes as they are sent (RFC 9530: with their coding), and how many they are. */
async function look(file: string) {
  const hash = createHash('sha256')
  let size = 0
  let isCompressed = false
  try {
    for await (const part of createReadStream(file) as AsyncIterable<Buffer>) {
      if (size === 0) isCompressed = part[0] === 0x1f && part[1] === 0x8b
      hash.update(part)
      size += part.length
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new CommandFailed(`${file} cannot be read (${code ?? message})`, NOT_REACHED)
  }
  return { digest: hash.digest('base64'), size, isCompressed }
}

function mediaType(file: string): string {
  const [, ending] = /\.([a-z]+)(?:\.gz)?$/i.exec(file) ?? []
  return { json: 'application/json', ndjson: 'application/x-ndjson' }[ending?.toLowerCase() ?? ''] ?? 'text/csv'
}
