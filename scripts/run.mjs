// `node scripts/run.mjs server` or `... cli <argument...>`: dist/server.js or dist/cli.js in this process, built first when need be.
// In this process, because a signal sent to `npm start` must reach the server and not a shell before it.
import { fileURLToPath } from 'node:url'
import './build.mjs'

const entry = new URL(`../dist/${process.argv[2]}.js`, import.meta.url)
process.argv.splice(1, 2, fileURLToPath(entry))
await import(entry.href)
