// Writes openapi.yaml from the code; with --check, fails when the committed file says something else.
import './build.mjs'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const cli = ['dist/cli.js', 'openapi']
const { status, stdout } = spawnSync(process.execPath, cli, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
if (status !== 0 || !stdout.startsWith('openapi:')) {
  console.error('`npm run registry -- openapi` did not print a document')
  process.exit(1)
}

if (!process.argv.includes('--check')) writeFileSync('openapi.yaml', stdout)
else {
  const committed = existsSync('openapi.yaml') ? readFileSync('openapi.yaml', 'utf8').split('\n') : []
  const made = stdout.split('\n')
  const line = made.findIndex((text, index) => text !== committed[index])
  if (line >= 0 || committed.length !== made.length) {
    const at = line < 0 ? made.length : line
    console.error(`openapi.yaml is not what the code says (first at line ${at + 1}); run \`npm run openapi\``)
    console.error(`- ${committed[at] ?? '(nothing)'}\n+ ${made[at] ?? '(nothing)'}`)
    process.exit(1)
  }
  const faults = withoutExample(parse(stdout))
  for (const fault of faults) console.error(`openapi.yaml: ${fault}`)
  if (faults.length > 0) process.exit(1)
}

/** Request bodies and good answers without an example: the one thing asked of every operation that Redocly has no rule for. */
function withoutExample({ paths, components }) {
  const named = (schema) => (schema?.$ref ? components.schemas[schema.$ref.split('/').at(-1)] : schema)
  const hasExample = ({ example, examples, schema }) =>
    [example, examples, named(schema)?.example, named(schema)?.examples].some((given) => given !== undefined)
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { requestBody, responses = {} }]) => {
      const good = Object.entries(responses).filter(([status]) => status.startsWith('2'))
      return [['request', requestBody], ...good]
        .filter(([, part]) =>
          Object.entries(part?.content ?? {}).some(
            ([media, content]) => /json|form/.test(media) && !hasExample(content),
          ),
        )
        .map(([what]) => `${method.toUpperCase()} ${path}: ${what} has no example`)
    }),
  )
}
