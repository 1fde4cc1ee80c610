import { NTR } from '../../../domain/ntr-message.js'
import { isNtrText } from '../../../domain/ntr-row.js'
import { linesOf } from '../lines.js'
import type { NtrRecord } from './ntr-record.js'

const LONGEST = 210
const FIELDS = 7

/** One line is one record, whatever is in it: what follows a damaged line keeps its number, and is not swallowed by a quotation mark left open. */
export async function* ntrCsvRecords(source: AsyncIterable<Buffer>): AsyncGenerator<NtrRecord[]> {
  let isEmpty = true
  for await (const { from, texts } of linesOf(source)) {
    isEmpty = false
    yield texts.map((text, index) => recordOf(text, from + index))
  }
  if (isEmpty) yield [{ line: 1, fault: NTR.characters }]
}

function recordOf(text: string, line: number): NtrRecord {
  if (line === 1 && isHeader(text)) return { line, fault: NTR.header }
  if (text.length > LONGEST) return { line, fault: NTR.lineTooLong }
  if (!isNtrText(text)) return { line, fault: NTR.characters }
  const fields = text.includes('"') ? fieldsOf(text) : text.split(',')
  if (fields?.length !== FIELDS) return { line, fault: NTR.fieldCount }
  const [vrm = '', start = '', end = '', description = '', authorityName = '', plate = '', wheelchair = ''] = fields
  return { line, fields: { vrm, start, end, description, authorityName, plate, wheelchair } }
}

/** Words where a record has its mark and its dates, which no record is without a digit in. The register calls any fault of line 1 a header. */
function isHeader(text: string): boolean {
  const names = text.slice(0, LONGEST).split(',', 3)
  return names.length === 3 && names.every((name) => /[a-z]/i.test(name) && !/\d/.test(name))
}

/** RFC 4180 within a line; undefined: a quotation mark where none may be. csv-parse, called for each line, takes ten times as long. */
function fieldsOf(text: string): string[] | undefined {
  const fields: string[] = []
  for (let at = 0; at <= text.length;) {
    FIELD.lastIndex = at
    const found = FIELD.exec(text)
    if (!found) return undefined
    fields.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    at = FIELD.lastIndex + 1
  }
  return fields
}

/** Up to the comma, or the end. The alternatives exclude each other, so nothing is tried twice. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/y
