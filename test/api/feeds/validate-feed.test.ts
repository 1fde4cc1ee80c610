import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { feedCommand } from '../../../src/features/feeds/index.js'
import { runCli } from '../../../src/platform/run-cli.js'
import { run } from '../../support/process.js'

let folder: string
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'feed-'))))
afterAll(() => rm(folder, { recursive: true }))

/** Neither may be looked at. */
const AWAY = { DATABASE_URL: 'mysql://nobody@nowhere', DATA_DIR: '/nonexistent/nowhere' }

/** `registry feed validate` in a process of its own. */
async function validateApart(name: string, file: string | Buffer) {
  await writeFile(join(folder, name), file)
  const command = run('src/cli.ts', ['feed', 'validate', join(folder, name)], AWAY)
  const exitCode = await command.ended
  return { exitCode, said: command.said().split('\n').filter(Boolean).sort() }
}

/** The same in this process, which need not be started. */
async function validate(name: string, file: string | Buffer | null, ...flags: string[]) {
  const path = join(folder, name)
  if (file !== null) await writeFile(path, file)
  const write = process.stdout.write.bind(process.stdout)
  let said = ''
  process.stdout.write = (text) => Boolean((said += String(text)))
  const { exitCode, fault } = await runCli(feedCommand, ['validate', path, ...flags]).finally(
    () => (process.stdout.write = write),
  )
  return { exitCode, said: said.split('\n').filter(Boolean), fault: fault?.replaceAll(path, name) }
}

const thisYear = new Date().getUTCFullYear()
const row = (vrm: string, authority: string) => `${vrm},${thisYear}-01-15,14/01/${thisYear + 1},PHV,${authority},7,\n`
const header = 'vrm,start,end,description,licensingAuthorityName,licensePlateNumber,wheelchairAccessibleVehicle\n'

it('a file is checked without a server and without a database, in the words of the registry', async () => {
  const good = row('ZC62OMB', 'Leeds') + row('AB12CDE', 'Birmingham')
  const bad = `${header}AB12CD,,2019-02-31,bus,Nowhere,,perhaps\n\n${good}${row('zc62 omb', 'Leeds')}`
  const [first, second] = await Promise.all([validateApart('good.csv', good), validateApart('bad.csv', bad)])
  expect(first).toEqual({ exitCode: 0, said: ['good.csv: 0 errors, 2 well-formed rows.'] })
  expect(second).toEqual({
    exitCode: 1,
    said: [
      'Line 1: Header information should not be included',
      'Line 2: Invalid end date format. Date format must be either ISO (YYYY-MM-DD) or DD/MM/YYYY',
      'Line 2: Invalid format of VRM',
      'Line 2: Invalid licensing authority name',
      'Line 2: Invalid taxi/PHV value. Can only be taxi, HCV or PHV',
      'Line 2: Invalid wheelchair accessible value. Can only be True or False',
      'Line 2: Missing license plate number',
      'Line 2: Missing start date',
      'Line 3: Invalid character or empty row detected',
      'Line 6: There are multiple vehicles with the same VRN',
      'The registry would refuse this file.',
      'bad.csv: 10 errors, 3 well-formed rows.',
    ],
  })
})

it('a file may be compressed, and is checked for the authorities that its sender speaks for', async () => {
  const file = gzipSync(row('ZC62OMB', 'Leeds') + row('AB12CDE', 'Birmingham') + row('AB12CDF', 'Harrogate'))
  expect(await validate('all.csv.gz', file)).toMatchObject({
    exitCode: 0,
    said: ['all.csv.gz: 0 errors, 3 well-formed rows.'],
  })
  // North Yorkshire is all that came after Harrogate.
  expect(await validate('some.csv.gz', file, '--authorities', 'leeds, North Yorkshire')).toEqual({
    exitCode: 1,
    said: ['Line 2: You are not authorised to submit data for Birmingham', 'some.csv.gz: 1 error, 2 well-formed rows.'],
    fault: 'The registry would refuse this file.',
  })
})

it('at most 1,000 errors are shown, and all are counted', async () => {
  const { said } = await validate('blank.csv', '\n'.repeat(1_234))
  expect(said).toHaveLength(1_001)
  expect(said.at(-1)).toBe('blank.csv: 1234 errors, 0 well-formed rows. The first 1000 errors are shown.')
})

it('JSON, and files of drivers and operators, are checked by their own rules', async () => {
  const vehicle = { vrm: 'ZC62OMB', start: '15/01/2026', end: `${thisYear}-12-31`, description: 'taxi' }
  const json = await validate('cars.json', JSON.stringify({ vehicleDetails: [vehicle] }))
  const drivers = await validate('drivers.csv', 'row,colour\nlicence,red\n', '--class', 'driver')
  const operators = await validate('operators.ndjson', '{}\nnothing\n', '--class=operator')
  expect(json.said).toContain('Line 1: Missing licensing authority name')
  expect(drivers.said).toContainEqual(expect.stringMatching(/^Line 1: The name of column 2 is not one of: /))
  expect(operators.said).toContain('Line 2: The line is not one JSON object')
  expect([json.exitCode, drivers.exitCode, operators.exitCode]).toEqual([1, 1, 1])
})

it.each([
  ['no file', 'none.csv', [], 'none.csv cannot be read (ENOENT)'],
  ['a folder', '.', [], '. cannot be read (EISDIR)'],
  ['no whole file', 'cut.csv.gz', [], 'cut.csv.gz cannot be read (Z_BUF_ERROR)'],
  ['no authority', 'good.csv', ['--authorities', 'Leeds,Atlantis'], 'No licensing authority is called Atlantis'],
  ['no class', 'good.csv', ['--class', 'rider'], '--class must be one of driver, vehicle, operator'],
])('%s: ends with 2, not as a faulty file does', async (_, name, flags, fault) => {
  await writeFile(join(folder, 'cut.csv.gz'), gzipSync(row('ZC62OMB', 'Leeds')).subarray(0, 30))
  expect(await validate(name, null, ...flags)).toEqual({ exitCode: 2, said: [], fault })
})
