import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const filesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (['node_modules', 'generated', 'dist', 'data', 'results', '.git'].includes(entry.name)) return []
    return entry.isDirectory() ? filesIn(path) : [path]
  })
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

describe('prisma/schema.prisma', () => {
  const lines = read('prisma/schema.prisma').split('\n')
  const isSaid = (index: number) => lines[index - 1]?.trim().startsWith('///') ?? false
  const models = lines.flatMap((line, index) =>
    /^model (\w+)/.exec(line) ? [{ name: /^model (\w+)/.exec(line)![1]!, index }] : [],
  )
  const names = new Set(models.map(({ name }) => name))

  it('says of every model whom it is about, why it is held and for how long', () => {
    expect(models.filter(({ index }) => !isSaid(index)).map(({ name }) => name)).toEqual([])
  })
  it('says of every column who may see it', () => {
    const silent = models.flatMap(({ name, index }) => {
      const end = lines.indexOf('}', index)
      return lines.slice(index + 1, end).flatMap((line, offset) => {
        const [, field, type] = /^ {2}(\w+)\s+(\w+)/.exec(line) ?? []
        if (field === undefined || type === undefined || names.has(type)) return []
        const audience = lines[index + offset]?.trim() ?? ''
        return audience.startsWith('///') && audience.length > 6 ? [] : [`${name}.${field}`]
      })
    })
    expect(silent).toEqual([])
  })
})

describe('what is cited', () => {
  const markdown = filesIn('.').filter((path) => path.endsWith('.md'))
  it('links of documents lead somewhere', () => {
    const dead = markdown.flatMap((path) =>
      [...read(path).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target]) => {
        if (target === undefined || /^([a-z]+:|#|\/)/.test(target)) return []
        return existsSync(join(ROOT, dirname(path), target.split('#')[0]!)) ? [] : [`${path}: ${target}`]
      }),
    )
    expect(dead).toEqual([])
  })
  it('paths named in documents and comments exist', () => {
    const sources = ['src', 'test', 'prisma', 'scripts', 'bench', '.ci']
      .filter((folder) => existsSync(join(ROOT, folder)))
      .flatMap(filesIn)
    const self = relative(ROOT, fileURLToPath(import.meta.url))
    const readable = [...markdown, ...sources.filter((path) => path !== self && /\.(ts|mjs|sh|sql|prisma)$/.test(path))]
    const dead = readable.flatMap((path) =>
      [
        ...read(path).matchAll(
          /(?<![\w./-])((?:src|test|docs|prisma|scripts|bench|seed)\/[\w./-]*\w\.(?:ts|mjs|md|sql|prisma|json|sh))\b/g,
        ),
      ].flatMap(([, cited]) => (existsSync(join(ROOT, cited!)) ? [] : [`${path}: ${cited}`])),
    )
    expect(dead).toEqual([])
  })
})
