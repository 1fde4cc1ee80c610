// The registry on the embedded database under DATA_DIR, as a process of its own that a test may kill. The cast of the tests in place of the
// demonstration data, which takes longer to load than a test should. Prints the address and a token of Rotherham's officer as one line of JSON.
import { buildApp } from '../../src/app.js'
import { chores } from '../../src/chores.js'
import { makeDeps } from '../../src/deps.js'
import { tokenForEvaluation } from '../../src/features/access/index.js'
import { readConfig } from '../../src/platform/config.js'
import { keepHouse } from '../../src/platform/housekeeping.js'
import { closeOnSignal } from '../../src/shutdown.js'
import { fill } from './cast.js'

const deps = await makeDeps(readConfig(process.env))
if ((await deps.db.prisma.principal.count()) === 0) await fill(deps.db)
const app = await buildApp(deps)
// Says when it starts and waits as long as it is asked to: what happens to a request that is under way when the signal comes?
app.addHook('preHandler', async (request) => {
  const waitMs = Number(request.headers['x-test-wait-ms'] ?? 0)
  if (waitMs === 0) return
  process.stdout.write('waiting\n')
  await new Promise((resolve) => setTimeout(resolve, waitMs))
})
const { 'work-on-feeds': workOnFeeds } = chores(deps)
const house = keepHouse(deps, workOnFeeds ? { workOnFeeds } : {})
closeOnSignal(
  deps,
  () => app.close(),
  () => house.stop(),
  () => deps.close(),
)
const address = await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${JSON.stringify({ address, token: await tokenForEvaluation(deps, 'rotherham.officer') })}\n`)
