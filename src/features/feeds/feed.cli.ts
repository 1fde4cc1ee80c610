import { defineCommand } from 'citty'
import { FEED_UNDO_REASONS, LICENCE_CLASSES } from '../../domain/words.js'
import { CommandFailed } from '../../platform/run-cli.js'
import { feedClient, Refused, type FeedClient } from './feed-client.js'
import { feedText } from './feed-text.js'
import { followFeed } from './follow-feed.js'
import { openProgress, type Progress } from '../../platform/progress-bar.js'
import { validateFeedCommand } from './validate-feed.cli.js'

const REFUSED = 1
const USAGE = 2

const WHERE = {
  server: { type: 'string', default: 'http://127.0.0.1:3000', description: 'Address of the registry' },
  token: { type: 'string', description: 'Access token; better in REGISTRY_TOKEN, which other users cannot see' },
} as const
const ID = { type: 'positional', description: 'Id of the feed' } as const

const send = defineCommand({
  meta: { name: 'send', description: 'Send a file' },
  args: {
    file: { type: 'positional', description: 'CSV, JSON (vehicles) or NDJSON, as it is or compressed by gzip' },
    class: { type: 'string', required: true, description: LICENCE_CLASSES.join(', ') },
    wait: { type: 'boolean', default: false, description: 'Until it is applied, or waits for somebody' },
    ...WHERE,
  },
  run: ({ args }) =>
    perform(args, async (client, progress) => {
      const cls = oneOf(LICENCE_CLASSES, args.class, '--class')
      const { status, body } = await client.send(args.file, cls, (sent, of) => progress.show('sending', sent, of))
      if (status === 200) print('The registry has had these bytes before.')
      return args.wait ? followFeed(client, body.id, progress) : body
    }),
})

const watch = defineCommand({
  meta: {
    name: 'watch',
    description: 'Show what the registry does with a file until it waits for somebody or is done',
  },
  args: { id: ID, ...WHERE },
  run: ({ args }) => perform(args, (client, progress) => followFeed(client, args.id, progress)),
})

const approve = defineCommand({
  meta: { name: 'approve', description: 'Agree that licences which a file leaves out end' },
  args: {
    id: ID,
    missing: { type: 'string', required: true, description: 'How many, as you saw them listed' },
    ...WHERE,
  },
  run: ({ args }) =>
    perform(args, async (client, progress) => {
      if (!/^\d{1,9}$/.test(args.missing)) throw new CommandFailed('--missing must be a whole number', USAGE)
      const { etag } = await client.feed(args.id)
      await client.post(args.id, 'approval', { missing: Number(args.missing) }, etag)
      return followFeed(client, args.id, progress)
    }),
})

const undo = defineCommand({
  meta: { name: 'undo', description: 'Ask to undo an applied file, or agree that it is undone' },
  args: {
    id: ID,
    why: { type: 'string', description: `To ask: ${FEED_UNDO_REASONS.join(', ')}` },
    confirm: { type: 'boolean', default: false, description: 'To agree with what another officer asked for' },
    ...WHERE,
  },
  run: ({ args }) =>
    perform(args, async (client, progress) => {
      if (args.confirm === (args.why !== undefined))
        throw new CommandFailed('Either --why, to ask, or --confirm, to agree', USAGE)
      if (args.confirm) await client.post(args.id, 'undo-approval')
      else await client.post(args.id, 'undo', { why: oneOf(FEED_UNDO_REASONS, args.why, '--why') })
      return followFeed(client, args.id, progress)
    }),
})

/** `registry feed send | watch | approve | undo`, over the interface of a registry that runs; `feed validate` needs none. */
export const feedCommand = defineCommand({
  meta: { name: 'feed', description: 'Files of licences: check, send, follow, approve, undo' },
  subCommands: { validate: validateFeedCommand, send, watch, approve, undo },
})

type Seen = Awaited<ReturnType<typeof followFeed>>

/** Prints the feed that `work` leaves. @throws CommandFailed 1 where the registry refused it, 2 where it was not reached or not asked. */
async function perform(
  { server, token = process.env['REGISTRY_TOKEN'] }: { server: string; token?: string | undefined },
  work: (client: FeedClient, progress: Progress) => Promise<Seen>,
): Promise<void> {
  if (!URL.canParse(server)) throw new CommandFailed('--server must be an address such as http://127.0.0.1:3000', USAGE)
  if (!token) throw new CommandFailed('Give a token: --token, or REGISTRY_TOKEN', USAGE)
  const progress = openProgress()
  try {
    const feed = await work(feedClient(server, token), progress)
    progress.stop()
    print(feedText(feed))
    if (feed.state === 'refused') throw new CommandFailed('The file was refused.', REFUSED)
    if (feed.state === 'applied' && feed.undo?.blockedBy) throw new CommandFailed('It was not undone.', REFUSED)
  } catch (error) {
    progress.stop()
    if (error instanceof Refused) for (const { detail } of error.problem.errors ?? []) print(detail)
    throw error
  }
}

function oneOf<T extends string>(words: readonly T[], word: string | undefined, flag: string): T {
  const found = words.find((each) => each === word)
  if (found === undefined) throw new CommandFailed(`${flag} must be one of ${words.join(', ')}`, USAGE)
  return found
}

const print = (text: string) => process.stdout.write(`${text}\n`)
