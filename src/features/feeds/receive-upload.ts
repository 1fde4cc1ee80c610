import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FeedFormat } from '../../domain/words.js'
import type { Deps } from '../../platform/deps.js'
import { withUpload, type Upload } from '../../platform/http/upload.js'
import { actionOf } from '../../platform/http/write.js'
import type { FeedKind } from './feed-kind.js'
import { receiveFeed, type Reception } from './receive-feed.action.js'
import { workOnFeed } from './work-on-feed.action.js'

/** The formats of a class by media type. What says no more than that it is a file is told by its name; otherwise it is CSV. */
export type FormatsOf = Readonly<Record<string, FeedFormat>>

/** Media types that a class is taken in: CSV first. */
export const VEHICLE_FORMATS = { 'text/csv': 'ntr-csv', 'application/json': 'ntr-json' } as const satisfies FormatsOf
export const RECORD_FORMATS = { 'text/csv': 'csv', 'application/x-ndjson': 'ndjson' } as const satisfies FormatsOf

/** Takes the file of a request in, and begins the work on it without waiting for it. @throws RefusedRequest where there is no file to take */
export async function receiveUpload(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  { kind, formats }: { kind: FeedKind; formats: FormatsOf },
): Promise<Reception> {
  const { caller, id: requestId } = request
  const { authoritySlug } = caller ?? {}
  if (!caller || !authoritySlug) throw new Error('the caller speaks for no authority')
  const reception = await withUpload(request, reply, deps.config.feed.mostBytes, (upload) =>
    receiveFeed(deps, {
      caller: { ...caller, authoritySlug },
      requestId,
      action: actionOf(request),
      kind,
      format: formatOf(upload, formats),
      fileName: upload.fileName,
      body: upload.parts,
      size: upload.size,
      expectedDigest: upload.sha256,
    }),
  )
  if (reception.outcome === 'validated') void workOnFeed(deps, reception.feedId)
  return reception
}

function formatOf({ mediaType, fileName }: Upload, formats: FormatsOf): FeedFormat {
  const ending = /\.(\w+)$/.exec(fileName ?? '')?.[1]?.toLowerCase()
  const byName = Object.keys(formats).find((type) => type.endsWith(`/${ending}`) || type.endsWith(`/x-${ending}`))
  return formats[mediaType] ?? formats[byName ?? ''] ?? formats['text/csv'] ?? 'csv'
}
