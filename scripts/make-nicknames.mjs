// Writes src/domain/nicknames.ts from seed/nicknames.csv: `node scripts/make-nicknames.mjs`. The result is committed.
import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

const root = new URL('../', import.meta.url)
const rows = parse(readFileSync(new URL('seed/nicknames.csv', root)), { columns: true, trim: true })
const isName = (name) => /^[a-z]{2,}$/.test(name)
const shorts = new Map()
for (const { name1, name2 } of rows)
  if (isName(name1) && isName(name2) && name1 !== name2) shorts.set(name1, [...(shorts.get(name1) ?? []), name2])
const line = ([name, of]) => [name, ...new Set(of)].join(' ')

writeFileSync(
  new URL('src/domain/nicknames.ts', root),
  `// Made by scripts/make-nicknames.mjs; licence and source in seed/SOURCE.txt. Each line: a given name and its short forms.
const SHORT_FORMS = \`
${[...shorts].map(line).sort().join('\n')}
\`

const PAIRS = new Set(
  SHORT_FORMS.trim()
    .split('\\n')
    .flatMap((line) => {
      const [name, ...shorts] = line.split(' ')
      return shorts.map((short) => \`\${name} \${short}\`)
    }),
)
const NAMES = new Set(SHORT_FORMS.trim().split(/\\s/))

/** Whether one of two given names is a short form of the other. */
export function isNickname(one: string, other: string): boolean {
  return PAIRS.has(\`\${one} \${other}\`) || PAIRS.has(\`\${other} \${one}\`)
}

/** Whether this is an English given name, full or short. */
export function isGivenName(name: string): boolean {
  return NAMES.has(name)
}
`,
)
