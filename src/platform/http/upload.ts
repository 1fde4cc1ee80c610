import { setMaxListeners } from 'node:events'
import multipart, { type MultipartFile } from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  arriving,
  asDigested,
  bounded,
  cutOff,
  inTime,
  tooLarge,
  unpacked,
  UploadFault,
  type Parts,
  type Patience,
} from '../upload.js'
import type { App } from './app.js'
import { limitBodyTime, liftBodyTime } from './body-time.js'
import { RefusedRequest } from './problem.js'
import { fileNameOf, nameOf } from './file-name.js'

const STALL_MS = 30_000

/** By server: the end of all uploads to it. */
const ends = new WeakMap<object, AbortController>()

function endOf({ server }: Pick<App, 'server'>): AbortController {
  const end = ends.get(server) ?? new AbortController()
  // One for each upload that is waited for.
  setMaxListeners(0, end.signal)
  ends.set(server, end)
  return end
}

/** A file that is sent: read as it arrives, and never here as a whole. */
export interface Upload {
  /** Of the file: of a form, that of its file part. Lower case, without parameters. */
  mediaType: string
  /** Without folders; null: it was sent without one. */
  fileName: string | null
  /** Unpacked. @throws UploadFault while they are read */
  parts: Parts
  /** Bytes that are to come; null: not known before. */
  size: number | null
  /** SHA-256 that the sender says they have; null: not said of the unpacked bytes. */
  sha256: Buffer | null
}

/** Routes in a scope of their own that take files, of these media types or as the one file of a form: their bodies are not read before the handler does. */
export function uploads(app: App, mediaTypes: readonly string[], define: (scope: App) => void): void {
  void app.register(async (scope: App) => {
    scope.addHook('preClose', (done) => {
      endOf(app).abort()
      done()
    })
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser([...mediaTypes], (_request, _payload, parsed) => parsed(null))
    await scope.register(multipart, { limits: { files: 1, fields: 0, headerPairs: 10, fileSize: Infinity } })
    define(scope)
  })
}

/**
 * Hands the file of a request to `take`, and its connection back afterwards: what was not read then has as long as any body to end.
 * @param most bytes, as they come and unpacked.
 * @throws RefusedRequest
 */
export async function withUpload<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  most: number,
  take: (upload: Upload) => Promise<T>,
): Promise<T> {
  const { socket } = request.raw
  liftBodyTime(request)
  // Its time is minded here; and what is done with a large file takes longer than a connection may be silent.
  if ('setTimeout' in socket) socket.setTimeout(0)
  try {
    return await take(await uploadOf(request, most))
  } catch (error) {
    if (error instanceof UploadFault) throw new RefusedRequest(error.refusal)
    throw error
  } finally {
    request.raw.unpipe()
    limitBodyTime(request, reply)
  }
}

async function uploadOf(request: FastifyRequest, most: number): Promise<Upload> {
  const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity'
  const isForm = request.isMultipart()
  if (encoding !== 'identity' && (encoding !== 'gzip' || isForm)) throw UNKNOWN_ENCODING
  const patience = { ms: STALL_MS, over: endOf(request.server).signal }
  const size = Number(request.headers['content-length'] ?? Number.NaN)
  if (size > most) throw tooLarge(most)
  if (isForm) return fromForm(request, most, patience)
  const mediaType = mediaTypeOf(request.headers['content-type'])
  const sha256 = digestOf(request)
  const raw = bounded(
    arriving(request.raw.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>, patience),
    most,
  )
  const fileName = fileNameOf(request.headers['content-disposition'])
  if (encoding === 'identity')
    return { mediaType, fileName, parts: raw, size: Number.isNaN(size) ? null : size, sha256 }
  // RFC 9530: of the bytes as they were sent, packed.
  const checked = sha256 ? asDigested(raw, sha256) : raw
  return { mediaType, fileName, parts: bounded(unpacked(checked), most), size: null, sha256: null }
}

async function fromForm(request: FastifyRequest, most: number, patience: Patience): Promise<Upload> {
  const files = request.files()
  const first = await nextOf(files, patience)
  if (first.done) throw NO_SUCH_FORM
  const { filename, mimetype } = first.value
  const parts = bounded(fileOfForm(first.value, files, patience), most)
  return { mediaType: mimetype.toLowerCase(), fileName: nameOf(filename), parts, size: null, sha256: null }
}

/** To the end of the form: whatever comes after the file belongs to it. */
async function* fileOfForm(
  file: MultipartFile,
  others: AsyncIterator<MultipartFile>,
  patience: Patience,
): AsyncGenerator<Buffer> {
  yield* arriving((file.file as Parts)[Symbol.asyncIterator](), patience)
  const { done } = await nextOf(others, patience)
  if (!done) throw NO_SUCH_FORM
}

async function nextOf(files: AsyncIterator<MultipartFile>, patience: Patience): Promise<IteratorResult<MultipartFile>> {
  try {
    return await inTime(files.next(), patience)
  } catch (error) {
    if (error instanceof UploadFault) throw error
    throw (error as { code?: unknown }).code === 'FST_MP_PREMATURE_CLOSE' ? cutOff() : NO_SUCH_FORM
  }
}

function mediaTypeOf(header: string | undefined): string {
  if (header === undefined) throw NO_FILE
  const [essence = '', ...parameters] = header.split(';').map((part) => part.trim().toLowerCase())
  const isOther = parameters.some((part) => part.startsWith('charset=') && !/^charset="?utf-8"?$/.test(part))
  if (isOther) throw OTHER_CHARSET
  return essence
}

/** RFC 9530. Digests of other algorithms say nothing to us. */
function digestOf({ headers }: FastifyRequest): Buffer | null {
  const header = headers['repr-digest']
  if (typeof header !== 'string' || !/(?:^|,)\s*sha-256=/.test(header)) return null
  const base64 = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):\s*(?:,|$)/.exec(header)?.[1]
  if (base64 === undefined)
    throw new UploadFault({ code: 'invalid-request', detail: 'Repr-Digest is not of the form sha-256=:…:, in base64.' })
  return Buffer.from(base64, 'base64')
}

const NO_SUCH_FORM = new UploadFault({ code: 'invalid-request', detail: 'A form has one file and nothing else.' })
const NO_FILE = new UploadFault({
  code: 'unsupported-media-type',
  detail: 'Send the file as the body, with its media type.',
})
const OTHER_CHARSET = new UploadFault({ code: 'unsupported-media-type', detail: 'Files are read as UTF-8.' })
const UNKNOWN_ENCODING = new UploadFault({
  code: 'unsupported-media-type',
  detail: 'Content-Encoding may be gzip, of a file that is the body itself.',
  headers: { 'accept-encoding': 'gzip' },
})
