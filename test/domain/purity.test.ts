import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../../src/domain/', import.meta.url)
const files = readdirSync(folder).map((name) => ({ name, source: readFileSync(new URL(name, folder), 'utf8') }))
const code = (source: string) => source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')

describe('the law is pure', () => {
  it.each(files)('$name imports only its neighbours, and a table of letters', ({ source }) => {
    const imported = [...source.matchAll(/(?:from |import\()['"]([^'"]+)['"]/g)].map((match) => match[1])
    expect(imported.filter((path) => path !== 'any-ascii' && !/^\.\/[a-z-]+\.js$/.test(path ?? ''))).toEqual([])
  })

  it.each(files)('$name asks neither clock, chance nor machine', ({ source }) => {
    expect(code(source)).not.toMatch(
      /Date\.now|new Date\(\s*\)|\bDate\(\s*\)|Math\.random|\bprocess\b|\bfetch\b|\bconsole\b|\bthrow\b|performance\./,
    )
  })

  it.each(files)('$name reads no date in the local time zone', ({ source }) => {
    expect(code(source)).not.toMatch(
      /\.(?:get|set)(?:FullYear|Month|Date|Day|Hours|Minutes|TimezoneOffset)\(|toLocale|Intl\./,
    )
  })
})
