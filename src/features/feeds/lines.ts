/** Some lines of a file, without what ends them. */
export interface Lines {
  /** Number of the first, from 1. */
  from: number
  texts: string[]
}

const LF = 0x0a
const CR = 0x0d
const BATCH = 500

/**
 * The lines of a file in UTF-8, in batches of at most 500. A line ends with LF or CRLF; a CR elsewhere is part of it, as what the callers' rules refuse: a
 * reader that ended a line there could make two records of a damaged one. A byte order mark is dropped at the very beginning. The last line needs no end.
 * Bytes that are not UTF-8 become U+FFFD.
 * @param most bytes of a line that are kept; the rest is dropped, so that a line without an end takes no memory. To be more than three times as many
 *   as the characters that the caller allows: then the length tells.
 */
export async function* linesOf(source: AsyncIterable<Buffer>, most = 4096): AsyncGenerator<Lines> {
  let number = 0
  let texts: string[] = []
  let begun: Buffer = Buffer.alloc(0)
  const take = (line: Buffer) => {
    const text = line.toString()
    texts.push(number === 0 && text.startsWith('\uFEFF') ? text.slice(1) : text)
    number++
  }
  const batch = (): Lines => {
    const lines = { from: number - texts.length + 1, texts }
    texts = []
    return lines
  }
  for await (const chunk of source) {
    let at = 0
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, at)) {
      const line = begun.length === 0 ? chunk.subarray(at, end) : Buffer.concat([begun, chunk.subarray(at, end)])
      take(withoutCr(line).subarray(0, most))
      begun = Buffer.alloc(0)
      at = end + 1
      if (texts.length === BATCH) yield batch()
    }
    if (at < chunk.length) begun = Buffer.concat([begun, chunk.subarray(at, at + most - begun.length + 1)])
  }
  if (begun.length > 0) take(begun.subarray(0, most))
  if (texts.length > 0) yield batch()
}

const withoutCr = (line: Buffer) => (line.at(-1) === CR ? line.subarray(0, -1) : line)
