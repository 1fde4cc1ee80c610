import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { AnyRefusal } from './outcome.js'

/** Of a file as it arrives. */
export type Parts = AsyncIterable<Buffer>

/** Why a file could not be taken to its end: told to the sender as it is. */
export class UploadFault extends Error {
  readonly refusal: AnyRefusal

  constructor(refusal: AnyRefusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

export const incomplete = (detail: string) => new UploadFault({ code: 'feed-incomplete', detail })

export const cutOff = () => incomplete('The connection was cut before the end of the file.')

/** @throws UploadFault as soon as there are more bytes than `most`. */
export async function* bounded(parts: Parts, most: number): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const part of parts) {
    bytes += part.length
    if (bytes > most) throw tooLarge(most)
    yield part
  }
}

export const tooLarge = (most: number) =>
  new UploadFault({
    code: 'body-too-large',
    detail: `A file has at most ${most} bytes, and as many again when it is unpacked.`,
  })

/** How long a sender is waited for. */
export interface Patience {
  /** Without a byte: a sender that sends nothing for so long is gone. */
  ms: number
  /** The program ends: it waits for whoever is being answered, and a file may take an hour to arrive. */
  over: AbortSignal
}

/**
 * What arrives, as long as it goes on arriving. Whoever stops reading early leaves the source as it is.
 * @throws UploadFault where the sender is not waited for any more, or the source ends before its end.
 */
export async function* arriving(source: AsyncIterator<Buffer>, patience: Patience): AsyncGenerator<Buffer> {
  let isWaiting = false
  try {
    for (;;) {
      isWaiting = true
      const next = await inTime(source.next(), patience)
      isWaiting = false
      if (next.done) return
      yield next.value
    }
  } catch (error) {
    throw error instanceof UploadFault ? error : cutOff()
  } finally {
    // A source that is still waited for would answer only after its next byte.
    if (!isWaiting) await source.return?.()
  }
}

/** @throws UploadFault where the sender is not waited for any more. */
export async function inTime<T>(work: Promise<T>, { ms, over }: Patience): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  let end = () => undefined as void
  const stopped = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(incomplete(`Nothing arrived for ${ms / 1_000} seconds.`)), ms).unref()
    end = () => reject(closing())
  })
  over.addEventListener('abort', end)
  try {
    if (over.aborted) end()
    return await Promise.race([work, stopped])
  } finally {
    clearTimeout(timer)
    over.removeEventListener('abort', end)
  }
}

const closing = () =>
  new UploadFault({
    code: 'unavailable',
    detail: 'The registry is being stopped. Send the file again when it is back.',
    headers: { 'retry-after': '30' },
  })

/** @throws UploadFault where it is no gzip, or not all of it. */
export async function* unpacked(parts: Parts): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 64 * 1024 })
  let packed = 0
  const fed = pipeline(
    parts,
    async function* (source: Parts) {
      for await (const part of source) {
        packed += part.length
        yield part
      }
    },
    gunzip,
  )
  // Whoever reads is told the same.
  fed.catch(() => undefined)
  try {
    yield* gunzip as Parts
    await fed
  } catch (error) {
    throw error instanceof UploadFault ? error : noGzip()
  }
  // It takes zeros for padding, and ends there: what comes after a hole would be missing from the file.
  if (gunzip.bytesWritten !== packed) throw noGzip()
}

const noGzip = () => incomplete('The file could not be unpacked: it is no gzip, or not all of it.')

/** @throws UploadFault at the end, if these are not the bytes whose SHA-256 it is. */
export async function* asDigested(parts: Parts, sha256: Buffer): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for await (const part of parts) {
    hash.update(part)
    yield part
  }
  if (!hash.digest().equals(sha256)) throw otherBytes()
}

export const otherBytes = () => incomplete('What arrived is not what Repr-Digest says.')
