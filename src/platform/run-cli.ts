import { renderUsage, runCommand, type CommandDef } from 'citty'

const USAGE_FAULT = 2

export interface Ended {
  exitCode: number
  /** What is left to print: help, or why it failed. */
  help?: string
  fault?: string
}

/** A command that failed with an exit code of its own. */
export class CommandFailed extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode: number) {
    super(message)
    this.exitCode = exitCode
  }
}

/**
 * Runs the command that `args` name. Unlike citty's own main, a flag that no command knows is a fault: `--dry-rum` must not run for real.
 * @returns exit code 0; 1 if the command failed, unless it names another; 2, with help, for what is no command.
 */
export async function runCli(main: CommandDef, args: string[]): Promise<Ended> {
  const { command, parent, rest, fault } = find(main, args)
  const help = async () => `${await renderUsage(command, parent)}\n`
  if (rest.includes('--help') || rest.includes('-h')) return { exitCode: 0, help: await help() }
  const wrong = fault ?? unknownFlag(command, rest)
  if (wrong !== undefined) return { exitCode: USAGE_FAULT, help: await help(), fault: wrong }
  try {
    await runCommand(command, { rawArgs: rest })
    return { exitCode: 0 }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const isUsage = (error as { code?: unknown }).code === 'EARG'
    if (isUsage) return { exitCode: USAGE_FAULT, help: await help(), fault: message }
    return { exitCode: error instanceof CommandFailed ? error.exitCode : 1, fault: message }
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
