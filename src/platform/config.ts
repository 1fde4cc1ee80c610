import { z } from 'zod'

const Key = z
  .string()
  .refine((s) => Buffer.from(s, 'base64').length === 32, 'must be 32 bytes in base64 (openssl rand -base64 32)')

/** An unescaped @ in a password would send part of it to a name server. */
const DatabaseUrl = z
  .url({ protocol: /^postgres(ql)?$/ })
  .refine((url) => url.split('@').length <= 2, 'write an @ in the password as %40')

const Environment = z.object({
  /** Address to listen on. Loopback unless said otherwise: an evaluation must not open a port to the network. */
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** PostgreSQL 15 or newer. Absent: the embedded database under DATA_DIR, for evaluation, development and pilots. */
  DATABASE_URL: DatabaseUrl.optional(),
  /** Owner of the tables, to apply migrations; absent: DATABASE_URL does both and each session drops to the role `registry_app`. */
  DATABASE_MIGRATION_URL: DatabaseUrl.optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(10),
  DATA_DIR: z.string().min(1).default('./data'),
  /** Encrypts identifiers and signing keys (AES-256-GCM). Embedded mode makes its own under DATA_DIR. */
  REGISTRY_ENCRYPTION_KEY: Key.optional(),
  /** Keys the blind indexes (HMAC-SHA-256). */
  REGISTRY_INDEX_KEY: Key.optional(),
  /** `iss` and `aud` of access tokens: the address under which callers reach the registry. */
  REGISTRY_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  /** Proxies whose X-Forwarded-For is believed: addresses or ranges, comma separated. Absent: nobody's. */
  TRUSTED_PROXIES: z.string().optional(),
  /** Requests a minute from one address without a token (public routes, unknown paths). */
  RATE_LIMIT_PUBLIC: z.coerce.number().int().min(1).default(600),
  /** Searches of the public register a minute from one address, on its page and through the interface together. */
  RATE_LIMIT_REGISTER: z.coerce.number().int().min(1).default(30),
  /** Requests a minute of one client, and from one address with tokens, good or bad. */
  RATE_LIMIT_CLIENT: z.coerce.number().int().min(1).default(60_000),
  /** Searches of the entries: answers leave this many milliseconds after the request arrived, or a multiple of it, whatever was found. */
  SEARCH_ANSWER_QUANTUM_MS: z.coerce.number().int().min(1).max(5_000).default(250),
  /** Distinct persons that one officer may search, an hour and in 24; a query changed on the same reference counts twice. */
  SEARCH_LIMIT_OFFICER_HOUR: z.coerce.number().int().min(1).default(30),
  SEARCH_LIMIT_OFFICER_DAY: z.coerce.number().int().min(1).default(120),
  /** The same, of all officers of one authority. The largest searches 1,000 to 1,500 a week. */
  SEARCH_LIMIT_AUTHORITY_HOUR: z.coerce.number().int().min(1).default(300),
  SEARCH_LIMIT_AUTHORITY_DAY: z.coerce.number().int().min(1).default(2_000),
  /** Bytes of a file that an authority sends, as they come and unpacked. */
  FEED_MAX_BYTES: z.coerce.number().int().min(1).default(500_000_000),
  /** Fictional data on the first start of the embedded database; `off` for a pilot. */
  DEMONSTRATION: z.enum(['on', 'off']).default('on'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
})

export type Config = ReturnType<typeof readConfig>

/**
 * Reads the environment, once.
 * @throws Error that lists every fault, so that one start shows them all.
 */
export function readConfig(env: NodeJS.ProcessEnv) {
  const parsed = Environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, v]) => v !== '')))
  const faults = parsed.success ? [] : parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`)
  if (parsed.success && parsed.data.DATABASE_URL) {
    for (const name of ['REGISTRY_ENCRYPTION_KEY', 'REGISTRY_INDEX_KEY', 'REGISTRY_ISSUER'] as const)
      if (!parsed.data[name]) faults.push(`${name}: required with DATABASE_URL`)
  }
  if (!parsed.success || faults.length > 0) throw new Error(`The environment is not usable:\n  ${faults.join('\n  ')}`)
  const e = parsed.data
  const server = serverOf(e)
  return {
    host: e.HOST,
    port: e.PORT,
    server,
    dataDir: e.DATA_DIR,
    isEmbedded: server === null,
    hasDemonstration: server === null && e.DEMONSTRATION === 'on',
    issuer: e.REGISTRY_ISSUER ?? `http://${e.HOST}:${e.PORT}`,
    trustedProxies: e.TRUSTED_PROXIES?.split(',').map((s) => s.trim()),
    rateLimit: { public: e.RATE_LIMIT_PUBLIC, register: e.RATE_LIMIT_REGISTER, client: e.RATE_LIMIT_CLIENT },
    search: {
      answerQuantumMs: e.SEARCH_ANSWER_QUANTUM_MS,
      officer: { hour: e.SEARCH_LIMIT_OFFICER_HOUR, day: e.SEARCH_LIMIT_OFFICER_DAY },
      authority: { hour: e.SEARCH_LIMIT_AUTHORITY_HOUR, day: e.SEARCH_LIMIT_AUTHORITY_DAY },
    },
    feed: { mostBytes: e.FEED_MAX_BYTES },
    logLevel: e.LOG_LEVEL,
  }
}

/** Null: the embedded database, which has keys of its own. */
function serverOf(e: z.output<typeof Environment>) {
  const { DATABASE_URL: url, REGISTRY_ENCRYPTION_KEY: encryptionKey, REGISTRY_INDEX_KEY: indexKey } = e
  if (url === undefined || encryptionKey === undefined || indexKey === undefined) return null
  return { url, migrationUrl: e.DATABASE_MIGRATION_URL, poolSize: e.DATABASE_POOL_SIZE, encryptionKey, indexKey }
}
