import { isUtf8 } from 'node:buffer'
import { NTR, type NtrFault } from '../../../domain/ntr-message.js'
import type { NtrRecord } from './ntr-record.js'

const MOST_MIB = 16
const BATCH = 500

/** `{"vehicleDetails":[…]}`. Parsed whole, so bounded: a larger snapshot comes as CSV. Members that nobody knows are passed over, as in the register. */
export async function* ntrJsonRecords(source: AsyncIterable<Buffer>): AsyncGenerator<NtrRecord[], void> {
  const details = detailsOf(await bodyOf(source))
  if (!isList(details)) {
    yield [{ line: null, fault: details }]
    return
  }
  for (let from = 0; from < details.length; from += BATCH)
    yield details.slice(from, from + BATCH).map((detail, index) => recordOf(detail, from + index + 1))
}

/** Undefined: too large. Read to its end all the same: the bytes are counted, and whoever sends hears the answer only then. */
async function bodyOf(source: AsyncIterable<Buffer>): Promise<Buffer | undefined> {
  let chunks: Buffer[] = []
  let size = 0
  for await (const chunk of source) {
    size += chunk.length
    if (size <= MOST_MIB * 2 ** 20) chunks.push(chunk)
    else chunks = []
  }
  return size <= MOST_MIB * 2 ** 20 ? Buffer.concat(chunks) : undefined
}

const invalid = (detail: string): NtrFault => ({ title: 'Validation error', detail })

function detailsOf(body: Buffer | undefined): readonly unknown[] | NtrFault {
  if (body === undefined) return invalid(`JSON is taken up to ${MOST_MIB} MiB; send CSV`)
  if (body.length === 0) return invalid('Required request body is missing')
  const parsed = parse(body)
  // The parser's own words would repeat a part of the file.
  if (parsed === undefined) return invalid('JSON parse error')
  const details = isObject(parsed) ? parsed['vehicleDetails'] : undefined
  if (details == null) return invalid('vehicleDetails cannot be null')
  if (!isList(details) || details.length === 0) return invalid('vehicleDetails must be a list of vehicles')
  return details
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parse(body: Buffer): unknown {
  if (!isUtf8(body)) return undefined
  try {
    return JSON.parse(body.toString().replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

function recordOf(sent: unknown, line: number): NtrRecord {
  if (!isObject(sent)) return { line, fault: NTR.fieldCount }
  const fields = {
    vrm: textOf(sent['vrm']),
    start: textOf(sent['start']),
    end: textOf(sent['end']),
    description: textOf(sent['taxiOrPHV'] ?? sent['description']),
    authorityName: textOf(sent['licensingAuthorityName']),
    plate: textOf(sent['licensePlateNumber']),
    wheelchair: textOf(sent['wheelchairAccessibleVehicle']),
  }
  return { line, fields }
}

/** A number or truth value is its text, as in the register. What cannot be text becomes a character that every rule refuses. */
function textOf(value: unknown): string {
  if (value == null) return ''
  if (typeof value === 'string') return value
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isSafeInteger(value)) ? String(value) : '\0'
}
