import { readFileSync } from 'node:fs'
import { PUBLIC_REGISTERS } from '../../src/domain/public-register.js'
import { JURISDICTIONS, LICENCE_KINDS } from '../../src/domain/words.js'

it('docs/divergences.md says of each public register what it lists, by which law, and how sure that is', () => {
  const said = readFileSync('docs/divergences.md', 'utf8')
    .split('\n## ')
    .find((section) => section.startsWith('The public register\n'))
    ?.split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
  const rows = JURISDICTIONS.flatMap((jurisdiction) =>
    LICENCE_KINDS.flatMap((kind) => {
      const rule = PUBLIC_REGISTERS[jurisdiction][kind]
      if (!rule) return []
      const listed = rule.alsoLists.join(', ') || '–'
      return [`| ${[jurisdiction, kind, listed, rule.citation, rule.confidence].join(' | ')} |`]
    }),
  )
  expect(said?.toSorted()).toEqual(rows.toSorted())
})

it('names are listed where a source says so, and of no hackney carriage driver', () => {
  for (const registers of Object.values(PUBLIC_REGISTERS))
    expect(registers['hackney-carriage-driver']?.alsoLists ?? []).toEqual([])
})
