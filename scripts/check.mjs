// `node scripts/check.mjs <script...>`: runs these npm scripts in order, stops at the first that fails and says which it was.
import { spawnSync } from 'node:child_process'

for (const script of process.argv.slice(2)) {
  const startedAt = performance.now()
  const { status } = spawnSync('npm', ['run', '-s', script], { stdio: 'inherit' })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`${status === 0 ? 'passed' : 'FAILED'}  ${script}  ${seconds} s`)
  if (status !== 0) {
    console.error(`\nThe check stops at: npm run ${script}`)
    process.exit(1)
  }
}
