// Runs the README's tour as a new user would: `npm start` on an empty data directory, then every command of every ```console block, in one
// shell, and compares the answers. JSON is compared by value, keys and values both; ids, instants, dates and tokens only by their form; a line
// or value `…` stands for anything.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { startDemonstration } from './demonstration.mjs'

const DOCUMENTS = ['README.md']
const COMMAND_MS = 60_000

const steps = DOCUMENTS.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/^```console\n(.*?)^```$/gms)].flatMap(([, block]) => parse(file, block)),
)
const { port, env, banner, stop } = await startDemonstration()
const shell = spawn('bash', ['--noprofile', '--norc'], { env, stdio: ['pipe', 'pipe', 'inherit'] })
let failed = 0
try {
  const printed = parse('npm start', banner.replace(/^ {2}curl /gm, '$ curl ').replaceAll(`:${port}`, ':3000'))
  if (printed.length !== 3) throw new Error(`npm start prints ${printed.length} commands, not three`)
  // Last, and only for success: what they answer is shown above.
  steps.push(...printed.map((step) => ({ ...step, expected: '', isOnlyToSucceed: true })))
  for (const step of steps) {
    const actual = await run(step.command)
    const fault = step.isOnlyToSucceed ? failure(actual) : differs(step.expected, actual)
    if (fault) failed += 1
    console.log(`${fault ? 'FAIL' : 'ok  '} ${step.file}: ${step.command.split('\n')[0]}`)
    if (fault) console.log(`  ${fault}\n  expected:\n${step.expected}\n  answered:\n${actual}`)
  }
} finally {
  shell.kill()
  await stop()
}
console.log(`tour: ${steps.length - failed} passed, ${failed} failed`)
process.exit(failed || steps.length === 0 ? 1 : 0)

/** A command begins with `$ `, goes on after a trailing `\` and inside single quotes, and its answer follows. */
function parse(file, block) {
  const found = []
  let isOpen = false
  for (const line of block.split('\n')) {
    if (line.startsWith('$ ')) found.push({ file, command: line.slice(2), expected: '' })
    else if (isOpen) found.at(-1).command += `\n${line}`
    else if (found.length > 0) found.at(-1).expected += `${line}\n`
    const command = found.at(-1)?.command ?? ''
    isOpen = (line.startsWith('$ ') || isOpen) && (line.endsWith('\\') || command.split("'").length % 2 === 0)
  }
  return found
}

function run(command) {
  const mark = `--- done ${Math.random()} ---`
  return new Promise((resolve, reject) => {
    let out = ''
    const timer = setTimeout(() => reject(new Error(`no answer within ${COMMAND_MS} ms: ${command}`)), COMMAND_MS)
    const read = (chunk) => {
      out += chunk
      if (!out.includes(mark)) return
      clearTimeout(timer)
      shell.stdout.off('data', read)
      resolve(out.slice(0, out.indexOf(mark)))
    }
    shell.stdout.on('data', read)
    shell.stdin.write(`${command.replaceAll('127.0.0.1:3000', `127.0.0.1:${port}`)}\necho; echo '${mark}'\n`)
  })
}

function failure(actual) {
  const answer = json(actual.trim())
  return answer && !String(answer.type).startsWith('/problems/') ? undefined : 'not a success'
}

function differs(expected, actual) {
  const [a, b] = [expected, actual].map((text) => normal(text.trim()))
  const [x, y] = [json(a), json(b)]
  if (x === undefined || y === undefined) return matches(a, b) ? undefined : 'the text differs'
  return compare(x, y, '')
}

function compare(expected, actual, path) {
  if (expected === '…') return undefined
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const open = expected.at(-1) === '…'
    const wanted = open ? expected.slice(0, -1) : expected
    if (open ? actual.length < wanted.length : actual.length !== wanted.length)
      return `${path}: ${wanted.length} items expected, ${actual.length} answered`
    return wanted.map((item, i) => compare(item, actual[i], `${path}/${i}`)).find(Boolean)
  }
  if (expected && actual && typeof expected === 'object' && typeof actual === 'object') {
    const { '…': open, ...wanted } = expected
    const extra = Object.keys(actual).find((key) => !(key in wanted))
    if (open === undefined && extra) return `${path}/${extra}: answered, not expected`
    return Object.keys(wanted)
      .map((key) => compare(wanted[key], actual[key], `${path}/${key}`))
      .find(Boolean)
  }
  return expected === actual
    ? undefined
    : `${path}: ${JSON.stringify(expected)} expected, ${JSON.stringify(actual)} answered`
}

function json(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
function normal(text) {
  return text
    .replaceAll(`127.0.0.1:${port}`, '127.0.0.1:3000')
    .replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '<token>')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)/g, '<instant>')
    .replace(/\d{4}-\d\d-\d\d/g, '<date>')
    .replace(/\b[0-9a-f]{64}\b/g, '<sha-256>')
}
function matches(a, b) {
  const parts = a.split('…').map((s) => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^]*')}$`).test(b)
}
