import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { MemoryFS, PGlite } from '@electric-sql/pglite'
import { openEmbedded, type Db } from '../../src/platform/db.js'
import { fill } from './cast.js'

/** The files of a data directory whose database was closed; null is a directory. */
type Files = Map<string, Uint8Array | null>

const FOLDER = join('node_modules', '.cache', 'registry-test')

type Name = 'empty' | 'filled'

/** A database in memory that begins as a copy of one prepared before: `empty` is migrated, `filled` has the cast of the tests too. */
export async function openImage(name: Name, fingerprint: string): Promise<Db> {
  return openEmbedded({
    fs: new Prepared(await filesOf(name, fingerprint)),
    // A fresh database zeroes its buffers: 160 MB as it comes, for data of 10.
    startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'],
  })
}

/** The same as files, where there was nothing before. */
export async function layImage(dataDir: string, name: Name, fingerprint: string): Promise<void> {
  await mkdir(dataDir, { mode: 0o700 })
  for (const [path, content] of await filesOf(name, fingerprint))
    await (content ? writeFile(join(dataDir, path), content) : mkdir(join(dataDir, path)))
}

async function filesOf(name: Name, fingerprint: string): Promise<Files> {
  const file = join(FOLDER, `${fingerprint}.${name}`)
  if (!existsSync(file)) await prepare(fingerprint)
  // Views of the bytes just read, and nobody else's: the database may write over them.
  return deserialize(await readFile(file)) as Files
}

class Prepared extends MemoryFS {
  readonly files: Files
  constructor(files: Files) {
    super()
    this.files = files
  }

  override initialSyncFs(): Promise<void> {
    const { FS } = this.pg!.Module
    FS.mkdirTree(PGlite.paths.PGDATA)
    for (const [path, content] of this.files) {
      const place = `${PGlite.paths.PGDATA}/${path}`
      if (content) FS.writeFile(place, content, { canOwn: true })
      else FS.mkdirTree(place)
    }
    this.files.clear()
    return Promise.resolve()
  }
}

/** Kept between runs. One worker prepares; the other, which would take as long on the same cores, waits for it. */
async function prepare(fingerprint: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  const [made, making] = [join(FOLDER, `${fingerprint}.filled`), join(FOLDER, `${fingerprint}.making`)]
  const isMine = await mkdir(making).then(
    () => true,
    () => false,
  )
  // A maker that was killed leaves its mark: after a while anybody makes it.
  for (let waited = 0; !isMine && waited < 40_000; waited += 100) {
    if (existsSync(made)) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'registry-test-'))
  try {
    await (await openEmbedded({ dataDir })).close()
    await keep(dataDir, join(FOLDER, `${fingerprint}.empty`))
    const db = await openEmbedded({ dataDir })
    try {
      await fill(db)
    } finally {
      await db.close()
    }
    await keep(dataDir, made)
  } finally {
    await rm(dataDir, { recursive: true, force: true })
    await rm(making, { recursive: true, force: true })
  }
}

async function keep(dataDir: string, file: string): Promise<void> {
  const files: Files = new Map()
  for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    files.set(relative(dataDir, path), entry.isDirectory() ? null : new Uint8Array(await readFile(path)))
  }
  // Written beside its place and then renamed: whoever waits for it must not read half of it.
  const part = `${file}.${process.pid}.part`
  await writeFile(part, serialize(files))
  await rename(part, file)
}
