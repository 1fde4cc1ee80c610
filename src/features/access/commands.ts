import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import { addPerson, createClient, disable, rotateClient, rotateSigningKeys } from './administration.action.js'
import { Disabling, EvaluationToken, KeyRotation, NewClient, NewPerson, Rotation } from './administration.schema.js'
import { tokenForEvaluation } from './evaluation-token.action.js'

function command<I extends z.ZodType>(input: I, run: (deps: Deps, input: z.output<I>) => Promise<string>) {
  return (deps: Deps, given: unknown) => {
    const parsed = input.safeParse(given)
    if (!parsed.success) throw new Error(z.prettifyError(parsed.error))
    return run(deps, parsed.data)
  }
}

/** What the command line can do, wherever it is done: in its own process, or in the server that holds the embedded database. */
const COMMANDS = {
  'issue-token': command(EvaluationToken, (deps, { as, lifeSeconds }) => {
    if (!deps.config.isEmbedded) throw new Error('Tokens without proof exist in embedded mode only: unset DATABASE_URL')
    return tokenForEvaluation(deps, as, lifeSeconds)
  }),
  'create-client': command(NewClient, createClient),
  'rotate-client': command(Rotation, rotateClient),
  'disable-client': command(Disabling, (deps, input) => disable(deps, 'client', input)),
  'add-principal': command(NewPerson, addPerson),
  'disable-principal': command(Disabling, (deps, input) => disable(deps, 'person', input)),
  'rotate-keys': command(KeyRotation, rotateSigningKeys),
}
export type CommandName = keyof typeof COMMANDS

/**
 * @returns what to print.
 * @throws Error whose message is for whoever typed the command.
 */
export async function runCommand(deps: Deps, name: CommandName, input: unknown): Promise<string> {
  return COMMANDS[name](deps, input)
}

export const isCommand = (name: unknown): name is CommandName =>
  typeof name === 'string' && Object.hasOwn(COMMANDS, name)
