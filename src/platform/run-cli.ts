import { renderUsage, runCommand, type CommandDef } from 'citty'

const USAGE_FAULT = 2

/**
 * Runs the command that `args` name. Unlike citty's own main, a flag that no command knows is a fault: `--dry-rum` must not run for real.
 * @returns the exit code: 0; 1 if the command failed; 2, with help, for what is no command.
 */
export async function runCli(main: CommandDef, args: string[]): Promise<number> {
  const { command, parent, rest, fault } = find(main, args)
  const help = async () => `${await renderUsage(command, parent)}\n`
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(await help())
    return 0
  }
  const wrong = fault ?? unknownFlag(command, rest)
  if (wrong !== undefined) {
    process.stderr.write(`${await help()}\n${wrong}\n`)
    return USAGE_FAULT
  }
  try {
    await runCommand(command, { rawArgs: rest })
    return 0
  } catch (error) {
    const isUsage = (error as { code?: unknown }).code === 'EARG'
    process.stderr.write(
      `${isUsage ? `${await help()}\n` : ''}${error instanceof Error ? error.message : String(error)}\n`,
    )
    return isUsage ? USAGE_FAULT : 1
  }
}

interface Found {
  command: CommandDef
  parent?: CommandDef
  rest: string[]
  fault?: string
}

function find(command: CommandDef, args: string[], parent?: CommandDef): Found {
  const subCommands = command.subCommands as Record<string, CommandDef> | undefined
  const here = { command, ...(parent ? { parent } : {}), rest: args }
  if (!subCommands) return here
  const [name, ...rest] = args
  if (name === undefined) return { ...here, fault: 'Name a command.' }
  if (name.startsWith('-'))
    return name === '--help' || name === '-h' ? here : { ...here, fault: `Unknown option ${name}` }
  const next = Object.hasOwn(subCommands, name) ? subCommands[name] : undefined
  return next ? find(next, rest, command) : { ...here, rest: [], fault: `Unknown command ${name}` }
}

function unknownFlag(command: CommandDef, args: string[]): string | undefined {
  const known = (command.args ?? {}) as Record<string, { type?: string }>
  const flags = Object.entries(known).filter(([, { type }]) => type !== 'positional')
  const names = new Set(
    flags.flatMap(([name, { type }]) => (type === 'boolean' ? [`--${name}`, `--no-${name}`] : [`--${name}`])),
  )
  const takesValue = new Set(flags.flatMap(([name, { type }]) => (type === 'boolean' ? [] : [`--${name}`])))
  let positionals = Object.values(known).filter(({ type }) => type === 'positional').length
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? ''
    const name = arg.split('=', 1)[0] ?? arg
    if (!arg.startsWith('-')) {
      if (--positionals < 0) return `Unexpected ${arg}`
    } else if (!names.has(name)) return `Unknown option ${name}`
    else if (takesValue.has(name) && !arg.includes('=') && args[++i] === undefined) return `${name} needs a value`
  }
  return undefined
}
