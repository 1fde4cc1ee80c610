import { aDriver } from '../../support/people.js'
import { office } from '../../support/office.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

const page = (query = '', headers?: Record<string, string>) => registry.anyone.get(`/register${query}`, headers)
const HTML = 'text/html; charset=utf-8'
const titleOf = ({ body }: { body: string }) => /<title>([^]*?)<\/title>/.exec(body)?.[1]

it('is a page of this origin alone, without anything inline', async () => {
  const { statusCode, headers, body } = await page()
  expect([statusCode, headers['content-type']]).toEqual([200, HTML])
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; " +
      "frame-ancestors 'none'",
  )
  expect(headers['set-cookie']).toBeUndefined()
  expect(body).toContain('<html lang="en"')
  expect(body).not.toMatch(/\sstyle=|<style|<script(?![^>]*\ssrc="\/assets\/)|\son[a-z]+="|https?:\/\//)
})

it('offers the authorities that keep licences here', async () => {
  const { body } = await page()
  const offered = [...body.matchAll(/<option value="([a-z-]+)"/g)].map(([, slug]) => slug)
  expect(offered).toEqual([
    'barnsley',
    'cardiff',
    'dva',
    'glasgow-city',
    'plymouth',
    'rotherham',
    'sheffield',
    'tfl',
    'wolverhampton',
  ].sort()) // prettier-ignore
})

it('shows what was found, and says so in its title, which names nobody', async () => {
  const { officer, made, grant } = office(registry)
  const driver = aDriver({ givenNames: 'Paige', familyName: 'Shown', phone: '01709 111111' })
  await grant('private-hire-driver', { number: 'PAGE-1' }, made(await officer.post('/v1/drivers', driver)).id)
  const answer = await page('?authority=rotherham&number=&name=paige+shown')
  expect(answer.statusCode).toBe(200)
  expect(titleOf(answer)).toBe('1 licence found – Public register of licences – Taxi licensing registry')
  for (const shown of ['Paige Shown', 'PAGE-1', 'Private hire driver', '2 March 2026', '1 March 2027'])
    expect(answer.body).toContain(shown)
  expect(answer.body).toMatch(/Private hire driver <strong class="[^"]*">In force</)
  expect(answer.body).toContain('may be used now, up to and including the last day shown')
  expect(answer.body).not.toContain('--error')
  for (const hidden of [driver.dateOfBirth, '12 March 1979', 'Invented Street', '01709 111111', driver.email])
    expect(answer.body).not.toContain(hidden)
})

it('says of a licence that ran out that it did: on its card, in the heading and in the title', async () => {
  const { officer, made, grant } = office(registry)
  await grant('private-hire-driver', { number: 'OVER-1', period: { startsOn: '2026-03-02', endsOn: '2026-03-09' } })
  await grant('hackney-carriage-vehicle', { number: 'OVER-1' })
  const driver = made(await officer.post('/v1/drivers', aDriver({ givenNames: 'Olive', familyName: 'Over' }))).id
  await grant(
    'private-hire-driver',
    { number: 'OVER-2', period: { startsOn: '2026-03-02', endsOn: '2026-03-09' } },
    driver,
  )
  registry.clock.set('2026-03-10T00:00:00Z')
  const over = await page('?authority=rotherham&name=Olive+Over')
  expect(titleOf(over)).toMatch(/^1 licence found\. It has run out – /)
  expect(over.body).toContain('1 licence found in the register of Rotherham. It has run out</h2>')
  expect(over.body).toMatch(/Private hire driver <strong class="[^"]*">Expired</)
  expect(titleOf(await page('?authority=rotherham&number=OVER-1'))).toMatch(
    /^2 licences found\. 1 of them has run out – /,
  )
  registry.clock.set('2026-03-02T09:00:00Z')
})

it('says what it does not mean that nothing was found', async () => {
  const answer = await page('?authority=rotherham&number=NONE-1')
  expect([answer.statusCode, titleOf(answer)]).toEqual([200, expect.stringMatching(/^No licence found – /)])
  expect(answer.body).toContain('This does not say that there is no licence')
  expect(answer.body).toContain('this register does not list private hire vehicles and private hire operators')
  expect((await page('?authority=rotherham&name=Nobody')).body).toContain(
    'by name, only private hire drivers can be found',
  )
})

it('says that a register is not searched by name, where it lists none', async () => {
  const answer = await page('?authority=glasgow-city&name=Nobody')
  expect(titleOf(answer)).toMatch(/^The register of Glasgow City is not searched by name – /)
  expect(answer.body).not.toContain('No licence found')
})

it('says that it does not know, where it does not', async () => {
  const source = { authoritySlug_class: { authoritySlug: 'cardiff', class: 'driver' } }
  await registry.db.prisma.dataSource.update({ where: source, data: { mode: 'feed', updatedAt: null } })
  const { body } = await page('?authority=cardiff&number=NONE-1')
  expect(body).toContain('The records of hackney carriage drivers and private hire drivers are not up to date here')
  expect(body).toContain('No licence found')
  for (const nobodyLooked of ['?authority=cardiff&name=Nobody', '?authority=tfl&number=NONE-1']) {
    if (nobodyLooked.includes('tfl'))
      await registry.db.prisma.dataSource.updateMany({
        where: { authoritySlug: 'tfl' },
        data: { mode: 'feed', updatedAt: null },
      })
    const answer = await page(nobodyLooked)
    expect(titleOf(answer)).toMatch(/^This cannot be answered here now – /)
    expect(answer.body).not.toContain('No licence found')
  }
})

it.each([
  ['?authority=&number=&name=', ['#authority', '#number'], 'Choose a licensing authority'],
  ['?authority=rotherham&number=&name=', ['#number'], 'Enter a licence number or a full name'],
  ['?authority=rotherham&number=A-1&name=Ada', ['#number'], 'Enter a licence number or a full name, not both'],
  ['?authority=rotherham&number=A%25', ['#number'], 'A licence number has 1 to 20 letters'],
  ['?authority=nowhere&number=A-1', ['#authority'], 'Choose a licensing authority'],
  [`?authority=rotherham&name=${'a'.repeat(201)}`, ['#name'], 'A full name has no more than 200 characters'],
])('answers %s with 400, an error summary that leads to the fields, and a title that says so', async (query, links, text) => {
  const answer = await page(query)
  expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([400, HTML, 'no-store'])
  expect(titleOf(answer)).toMatch(/^Error: /)
  const summary = /govuk-error-summary[^]*?<\/ul>/.exec(answer.body)?.[0] ?? ''
  expect([...summary.matchAll(/href="(#\w+)"/g)].map(([, link]) => link)).toEqual(links)
  expect(summary).toContain(text)
  for (const link of links) expect(answer.body).toContain(`id="${link.slice(1)}-error"`)
}) // prettier-ignore

it('shows a name that is made to be markup as text, wherever it comes from', async () => {
  const hostile = `"><script src=//evil.example/x.js></script><img src=x onerror=alert(1)>'{{7*7}}{% raw %}`
  const { officer, made, grant } = office(registry)
  const driver = aDriver({ givenNames: '<b>Hostile</b>', familyName: `"'><script>alert(1)</script>{{7*7}}` })
  await grant('private-hire-driver', { number: 'HOSTILE-1' }, made(await officer.post('/v1/drivers', driver)).id)
  const stored = await page('?authority=rotherham&number=HOSTILE-1')
  expect(stored.body).toContain('&lt;b&gt;Hostile&lt;/b&gt;')
  const query = encodeURIComponent(hostile)
  for (const { body } of [stored, await page(`?authority=${query}&number=${query}`), await page(`?authority=rotherham&name=${query}`)]) {
    expect(body).not.toMatch(/<script(?! type="module" src="\/assets\/)|<img|<b>|\sonerror="/)
    expect(body).not.toMatch(/>[^<]*\b49\b/)
  }
}) // prettier-ignore

it('is cached like the interface', async () => {
  const first = await page('?authority=rotherham&number=NONE-2')
  expect(first.headers['cache-control']).toBe('public, max-age=60')
  const again = await page('?authority=rotherham&number=NONE-2', { 'if-none-match': String(first.headers['etag']) })
  expect([again.statusCode, again.body]).toEqual([304, ''])
})
