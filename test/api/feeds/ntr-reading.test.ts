import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import type { Naming, ReadRows } from '../../../src/features/feeds/feed-kind.js'
import { readVehicles } from '../../../src/features/feeds/vehicles/read-vehicles.js'

const SEED = 2019
const SLUGS: Record<string, string> = {
  Leeds: 'leeds',
  'Bournemouth, Christchurch and Poole': 'bcp',
  Birmingham: 'birmingham',
}
const naming: Naming = {
  slugOf: (name) => (Object.hasOwn(SLUGS, name) ? SLUGS[name] : undefined),
  isSlug: (slug) => Object.values(SLUGS).includes(slug),
  maySpeakFor: (slug) => slug !== 'birmingham',
  today: '2026-11-24',
}

async function* chunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
async function read(
  file: string | Buffer,
  format: 'ntr-csv' | 'ntr-json' = 'ntr-csv',
  size = 65_536,
): Promise<ReadRows> {
  const all: ReadRows = { rows: [], faults: [] }
  for await (const { rows, faults } of readVehicles(chunks(Buffer.from(file), size), format, naming)) {
    all.rows.push(...rows)
    all.faults.push(...faults)
  }
  return all
}
const told = async (file: string | Buffer, format?: 'ntr-json') =>
  (await read(file, format)).faults.map(({ line, detail }) => (line === null ? detail : `Line ${line}: ${detail}`))
const linesRead = async (file: string | Buffer) => (await read(file)).rows.map(({ line }) => line)

const GOOD = 'ZC62OMB,2026-04-15,2027-04-14,PHV,Leeds,beBCC,true'
const row = (plate: string) => `ZC62OMB,2026-04-15,2027-04-14,PHV,Leeds,${plate},true`
const COUNT = "Record doesn't match the data rule specifications"
const CHARACTERS = 'Invalid character or empty row detected'
const HEADER = 'Header information should not be included'

describe('a file in CSV', () => {
  it('is rows that wait to be compared, each with its line', async () => {
    expect(await read(`${GOOD}\nAB12CDE,01/02/2026,2026-12-31,taxi,Leeds,7,\n`)).toEqual({
      rows: [
        {
          line: 1,
          authoritySlug: 'leeds',
          kind: 'private-hire-vehicle',
          number: 'beBCC',
          vrm: 'ZC62OMB',
          startsOn: '2026-04-15',
          endsOn: '2027-04-14',
          description: 'PHV',
          isWheelchairAccessible: true,
          reference: null,
          content: null,
        },
        expect.objectContaining({ line: 2, startsOn: '2026-02-01', number: '7', isWheelchairAccessible: null }),
      ],
      faults: [],
    })
  })

  it.each([
    ['LF', `${GOOD}\n${GOOD}\n`],
    ['CRLF', `${GOOD}\r\n${GOOD}\r\n`],
    ['no end of the last line', `${GOOD}\n${GOOD}`],
    ['a byte order mark', `\uFEFF${GOOD}\r\n${GOOD}`],
  ])('may have %s', async (_, file) => {
    expect(await linesRead(file)).toEqual([1, 2])
    expect(await told(file)).toEqual([])
  })

  it.each<[string, string | Buffer, string[]]>([
    ['nothing in it', '', [`Line 1: ${CHARACTERS}`]],
    ['nothing but a byte order mark', '\uFEFF', [`Line 1: ${CHARACTERS}`]],
    ['a blank row', `${GOOD}\n\n${GOOD}\n`, [`Line 2: ${CHARACTERS}`]],
    ['a blank row at its end', `${GOOD}\r\n\r\n`, [`Line 2: ${CHARACTERS}`]],
    ['a row of spaces', `${GOOD}\n   \n`, [`Line 2: ${COUNT}`]],
    ['a byte order mark further on', `${GOOD}\n\uFEFF${GOOD}\n`, [`Line 2: ${CHARACTERS}`]],
    ['two of them', `\uFEFF\uFEFF${GOOD}\n`, [`Line 1: ${CHARACTERS}`]],
    ['CR alone between rows', `${GOOD}\n${GOOD}\r${GOOD}\n`, [`Line 2: ${CHARACTERS}`]],
    ['CR alone at its end', `${GOOD}\r`, [`Line 1: ${CHARACTERS}`]],
    ['NUL', `${row('a\0b')}\n`, [`Line 1: ${CHARACTERS}`]],
    ['a tab', `${row('a\tb')}\n`, [`Line 1: ${CHARACTERS}`]],
    ['a pound sign', `${row('£1')}\n`, [`Line 1: ${CHARACTERS}`]],
    ['a backslash', `${row('a\\b')}\n`, [`Line 1: ${CHARACTERS}`]],
    ['bytes that are no UTF-8', Buffer.from(`${GOOD}\n${row('\xe9')}\n`, 'latin1'), [`Line 2: ${CHARACTERS}`]],
    ['UTF-16', Buffer.from(GOOD, 'utf16le'), [`Line 1: ${CHARACTERS}`]],
    ['six fields', 'ZC62OMB,2026-04-15,2027-04-14,PHV,Leeds,beBCC\n', [`Line 1: ${COUNT}`]],
    ['eight fields', `${GOOD},\n`, [`Line 1: ${COUNT}`]],
    ['semicolons', `${GOOD.replaceAll(',', ';')}\n`, [`Line 1: ${COUNT}`]],
    ['a quotation mark left open', `${row('"a')}\n${GOOD}\n`, [`Line 1: ${COUNT}`]],
    ['a quotation mark within a field', `${row('a"b')}\n`, [`Line 1: ${COUNT}`]],
    ['text after a quotation mark', `${row('"a"b')}\n`, [`Line 1: ${COUNT}`]],
    ['space before a quotation mark', `${row(' "a"')}\n`, [`Line 1: ${COUNT}`]],
    ['a field over two lines', `${row('"a\nb"')}\n`, [`Line 1: ${COUNT}`, `Line 2: ${COUNT}`]],
  ])('is at fault for %s, by the line', async (_, file, faults) => {
    expect(await told(file)).toEqual(faults)
  })

  it('the rows beside a faulty one are read, and keep their numbers', async () => {
    expect(await linesRead(`${GOOD}\n\n${row('"a')}\n${GOOD}\n`)).toEqual([1, 4])
  })

  it('a line has at most 210 characters, whatever they are', async () => {
    const padded = (length: number) => row('x'.padEnd(length - row('').length, ' '))
    expect(await linesRead(`${padded(210)}\r\n`)).toEqual([1])
    expect(await told(`${padded(211)}\n`)).toEqual(['Line 1: Line is too long'])
    expect(await told(`${'é'.repeat(210)}\n`)).toEqual([`Line 1: ${CHARACTERS}`])
    expect(await told(`${'é'.repeat(211)}\n`)).toEqual(['Line 1: Line is too long'])
  })

  it('a line without an end takes no memory, and the one after it is read', async () => {
    const before = process.memoryUsage().arrayBuffers
    let most = 0
    async function* endless() {
      for (let mib = 0; mib < 256; mib++) {
        most = Math.max(most, process.memoryUsage().arrayBuffers)
        yield Buffer.alloc(2 ** 20, 'x')
      }
      yield Buffer.from(`\n${GOOD}`)
    }
    const all: ReadRows[] = []
    for await (const part of readVehicles(endless(), 'ntr-csv', naming)) all.push(part)
    expect(all).toMatchObject([{ rows: [{ line: 2 }], faults: [{ line: 1, detail: 'Line is too long' }] }])
    expect(most - before).toBeLessThan(128 * 2 ** 20)
  })

  it.each([
    ['vrm,start,end,description,licensingAuthorityName,licensePlateNumber,wheelchairAccessibleVehicle'],
    ['VRM,Start,End,Type,Authority,Plate,WAV'],
    ['"Registration","Valid from","Valid to","Type","Council","Plate no","Wheelchair"'],
    ['Reg #,From,To,Type,Authority,Plate £,WAV,Notes'],
  ])('with a row of names is told so: %s', async (header) => {
    expect(await read(`${header}\n${GOOD}\n`)).toMatchObject({
      rows: [{ line: 2 }],
      faults: [{ line: 1, vrm: null, title: 'Value error', detail: HEADER }],
    })
  })

  it('a faulty first row is not taken for names, nor are names further down', async () => {
    expect(await told('ZC62OMB,tomorrow,2027-04-14,PHV,Leeds,1,true\n')).toEqual([
      'Line 1: Invalid start date format. Date format must be either ISO (YYYY-MM-DD) or DD/MM/YYYY',
    ])
    expect(await told(`${GOOD}\nvrm,start,end,description,name,plate,wav\n`)).not.toContain(`Line 2: ${HEADER}`)
  })

  it('quotes a field as RFC 4180 does', async () => {
    expect(
      await read(`"ZC62OMB","2026-04-15","2027-04-14","PHV","Bournemouth, Christchurch and Poole","a ""b""",""`),
    ).toMatchObject({
      rows: [{ authoritySlug: 'bcp', number: 'a "b"', isWheelchairAccessible: null }],
      faults: [],
    })
  })

  it('parts fields as csv-parse does, or refuses where it refuses', async () => {
    const field = fc.string({ unit: fc.constantFrom('"', '"', ',', 'a', ' '), maxLength: 12 })
    const property = fc.asyncProperty(field, async (raw) => {
      const { rows, faults } = await read(row(raw))
      const fields = parsed(row(raw))
      const plate = fields?.length === 7 ? fields[5]!.trim() : undefined
      if (plate) expect(rows).toMatchObject([{ number: plate }])
      else expect(faults).toMatchObject([{ detail: plate === '' ? 'Missing license plate number' : COUNT }])
    })
    await fc.assert(property, { numRuns: 3_000, seed: SEED })
  })

  it('names the registration mark in a fault of a row, and nothing else of it', async () => {
    const { faults } = await read(
      'ab 12 cde,x,2027-04-14,Secret,Secret,Secret£,Secret\nab12cde,x,2027-04-14,Secret,Secret,Secret,Secret',
    )
    expect(faults.map(({ line, vrm }) => [line, vrm])).toEqual([[1, null], ...Array(4).fill([2, 'AB12CDE'])])
    expect(JSON.stringify(faults)).not.toContain('Secret')
  })

  it('lets others in between batches of a chunk of thousands of lines', async () => {
    let turns = 0
    const count = () => {
      turns++
      immediate = setImmediate(count)
    }
    let immediate = setImmediate(count)
    await read(`${GOOD}\n`.repeat(10_000), 'ntr-csv', 2 ** 20)
    clearImmediate(immediate)
    expect(turns).toBeGreaterThanOrEqual(19)
  })
})

const vehicle = {
  vrm: 'zc62 omb',
  start: '2026-04-15',
  end: '2027-04-14',
  taxiOrPHV: 'PHV',
  licensingAuthorityName: 'Leeds',
  licensePlateNumber: 'beBCC',
  wheelchairAccessibleVehicle: true,
}
const inJson = (...vehicles: unknown[]) => JSON.stringify({ vehicleDetails: vehicles })
const without = (name: keyof typeof vehicle) =>
  Object.fromEntries(Object.entries(vehicle).filter(([key]) => key !== name))

describe('a file in JSON', () => {
  it('is rows, each with its place in the list', async () => {
    const { taxiOrPHV, ...others } = vehicle
    const file = inJson(
      vehicle,
      { ...others, description: 'taxi', wheelchairAccessibleVehicle: 'FALSE' },
      without('wheelchairAccessibleVehicle'),
    )
    expect(taxiOrPHV).toBe('PHV')
    expect(await read(file, 'ntr-json')).toMatchObject({
      rows: [
        { line: 1, vrm: 'ZC62OMB', kind: 'private-hire-vehicle', isWheelchairAccessible: true },
        { line: 2, kind: 'hackney-carriage-vehicle', isWheelchairAccessible: false },
        { line: 3, isWheelchairAccessible: null },
      ],
      faults: [],
    })
  })

  it.each<[string, Buffer | string, string]>([
    ['nothing', '', 'Required request body is missing'],
    ['no JSON', '{,}', 'JSON parse error'],
    ['no UTF-8', Buffer.from('{"vehicleDetails":["\xe9"]}', 'latin1'), 'JSON parse error'],
    ['no list', '{}', 'vehicleDetails cannot be null'],
    ['null', 'null', 'vehicleDetails cannot be null'],
    ['an empty list', inJson(), 'vehicleDetails must be a list of vehicles'],
    ['a list by itself', JSON.stringify([vehicle]), 'vehicleDetails cannot be null'],
    ['more than 16 MiB', `{"vehicleDetails":[${' '.repeat(2 ** 24)}]}`, 'JSON is taken up to 16 MiB; send CSV'],
  ])('that holds %s is at fault as a whole', async (_, file, detail) => {
    expect(await read(file, 'ntr-json')).toEqual({
      rows: [],
      faults: [{ line: null, vrm: null, title: 'Validation error', detail }],
    })
  })

  it.each<[string, unknown, string[]]>([
    ['null', null, [COUNT]],
    ['text', 'ZC62OMB', [COUNT]],
    ['a list', [], [COUNT]],
    ['without a mark', without('vrm'), ['Missing VRM value']],
    ['of mark null', { ...vehicle, vrm: null }, ['Missing VRM value']],
    ['of a mark that is no text', { ...vehicle, vrm: {} }, ['Invalid format of VRM']],
    [
      'of a plate that is a list',
      { ...vehicle, licensePlateNumber: ['1'] },
      ['Invalid format of license plate number'],
    ],
    ['of a plate with a fraction', { ...vehicle, licensePlateNumber: 1.5 }, ['Invalid format of license plate number']],
    ['of no text for a name', { ...vehicle, licensingAuthorityName: {} }, ['Invalid licensing authority name']],
    [
      'of wheelchair 1',
      { ...vehicle, wheelchairAccessibleVehicle: 1 },
      ['Invalid wheelchair accessible value. Can only be True or False'],
    ],
    ['of no kind', without('taxiOrPHV'), ['Missing taxi/PHV value']],
  ])('a vehicle %s has its faults', async (_, sent, details) => {
    expect((await read(inJson(vehicle, sent), 'ntr-json')).faults.map(({ line, detail }) => [line, detail])).toEqual(
      details.map((detail) => [2, detail]),
    )
  })

  it('a number is its text, and members that nobody knows are passed over', async () => {
    const { rows } = await read(inJson({ ...vehicle, licensePlateNumber: 1234, colour: 'black' }), 'ntr-json')
    expect(rows).toMatchObject([{ number: '1234' }])
  })
})

const mutation = fc.record({
  at: fc.nat(1_500),
  drop: fc.nat(3),
  put: fc.oneof(
    fc.constantFrom(
      ...['\0', '\r', '\n', '\r\n', '"', ',', ',,', '\uFEFF', '£', '"\n', '{', ']', '\\', 'x'.repeat(250)].map((text) =>
        Buffer.from(text),
      ),
    ),
    fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
  ),
})
const mutated = (file: Buffer, mutations: { at: number; drop: number; put: Buffer }[]) =>
  mutations.reduce(
    (bytes, { at, drop, put }) => Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + drop)]),
    file,
  )
const CSV_FILE = Buffer.from(
  Array.from(
    { length: 20 },
    (_, n) => `AB${10 + n}CDE,2026-04-15,14/04/2027,${n % 2 ? 'taxi' : '"PHV"'},Leeds,P${n},${n % 3 ? 'true' : ''}`,
  ).join('\r\n'),
)
const JSON_FILE = Buffer.from(inJson(...Array.from({ length: 8 }, (_, n) => ({ ...vehicle, vrm: `AB${10 + n}CDE` }))))

describe('whatever comes', () => {
  it('2,000 damaged files never throw: every line is a row or at fault, never both, and none is left out', async () => {
    const property = fc.asyncProperty(
      fc.array(mutation, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 400 }),
      async (mutations, size) => {
        const file = mutated(CSV_FILE, mutations)
        const { rows, faults } = await read(file, 'ntr-csv', size)
        const ended = file.filter((byte) => byte === 0x0a).length
        const count = Math.max(1, file.at(-1) === 0x0a ? ended : ended + 1)
        const good = rows.map(({ line }) => line)
        const bad = [...new Set(faults.map(({ line }) => line))]
        expect([...good, ...bad].sort((a, b) => a! - b!)).toEqual(
          Array.from({ length: count }, (_, index) => index + 1),
        )
        const isKnown = ({ vrm, number, description }: (typeof rows)[number]) =>
          [vrm, number, description].join('|').match(/^[A-Z0-9]{2,7}\|[\x20-\x7e]{1,15}\|(taxi|PHV)$/i) !== null
        expect(rows.filter((row) => !isKnown(row))).toEqual([])
      },
    )
    await fc.assert(property, { numRuns: 2_000, seed: SEED })
  })

  it('2,000 damaged files of JSON never throw, and give rows or say what is wrong', async () => {
    const property = fc.asyncProperty(
      fc.array(mutation, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 2_000 }),
      async (mutations, size) => {
        const { rows, faults } = await read(mutated(JSON_FILE, mutations), 'ntr-json', size)
        expect(rows.length + faults.length).toBeGreaterThan(0)
      },
    )
    await fc.assert(property, { numRuns: 2_000, seed: SEED })
  })

  it('is read the same wherever the network cuts it', async () => {
    const file = Buffer.from(`\uFEFF${GOOD}\r\n\r\n${row('£')}\n${'x'.repeat(300)}\r\n${GOOD}\r`)
    const whole = await read(file)
    expect([whole.rows.length, whole.faults.length]).toEqual([1, 4])
    for (let size = 1; size <= file.length; size++) expect(await read(file, 'ntr-csv', size)).toEqual(whole)
    for (let at = 1; at < file.length; at++) {
      const parts: ReadRows = { rows: [], faults: [] }
      const source = (async function* () {
        yield file.subarray(0, at)
        yield Buffer.alloc(0)
        yield file.subarray(at)
      })()
      for await (const { rows, faults } of readVehicles(source, 'ntr-csv', naming)) {
        parts.rows.push(...rows)
        parts.faults.push(...faults)
      }
      expect(parts).toEqual(whole)
    }
  })

  it('damaged files too', async () => {
    const property = fc.asyncProperty(
      fc.array(mutation, { maxLength: 4 }),
      fc.integer({ min: 1, max: 300 }),
      async (mutations, size) => {
        const file = mutated(CSV_FILE, mutations)
        expect(await read(file, 'ntr-csv', size)).toEqual(await read(file))
      },
    )
    await fc.assert(property, { numRuns: 500, seed: SEED })
  })
})

function parsed(line: string): string[] | undefined {
  try {
    return parse(line)[0]
  } catch {
    return undefined
  }
}
