// `registry feed …` as a process of its own, without the rest of the command line, which takes long to read.
import { feedCommand } from '../../src/features/feeds/feed.cli.js'
import { runCli } from '../../src/platform/run-cli.js'

const { exitCode, help, fault } = await runCli(feedCommand, process.argv.slice(2))
for (const text of [help, fault]) if (text !== undefined) process.stderr.write(`${text}\n`)
process.exitCode = exitCode
