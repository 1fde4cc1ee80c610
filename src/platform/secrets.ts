import { createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey, randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Purposes of what is encrypted of a driver: by name, because more than one feature reads it. */
export const DRIVER_SECRETS = { niNumber: 'driver.ni-number', drivingLicence: 'driver.driving-licence-number' } as const

/** What may be read back only with the registry's keys, and compared without reading. */
export interface Secrets {
  /** AES-256-GCM. `purpose` is bound in as additional data, so that one column's value cannot be moved to another. */
  encrypt(purpose: string, plain: string): Uint8Array<ArrayBuffer>
  /** @throws if the value was changed, moved or encrypted under another key. */
  decrypt(purpose: string, sealed: Uint8Array): string
  /** HMAC-SHA-256: equal values, equal index; a bare hash of a National Insurance number is reversed in an hour. */
  blindIndex(purpose: string, value: string): Uint8Array<ArrayBuffer>
}

export function makeSecrets(encryptionKey: string, indexKey: string): Secrets {
  const key = createSecretKey(encryptionKey, 'base64')
  const hmacKey = createSecretKey(indexKey, 'base64')
  return {
    encrypt(purpose, plain) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(purpose))
      return Uint8Array.from(Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]))
    },
    decrypt(purpose, sealed) {
      const bytes = Buffer.from(sealed)
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(purpose))
      decipher.setAuthTag(bytes.subarray(-16))
      return decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')
    },
    blindIndex: (purpose, value) =>
      Uint8Array.from(createHmac('sha256', hmacKey).update(`${purpose}\0${value}`).digest()),
  }
}

export const sha256 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(createHash('sha256').update(text).digest())

/** Embedded mode keeps its keys beside its data, readable by this user only: lost together, kept together. */
export async function embeddedKeys(dataDir: string): Promise<{ encryptionKey: string; indexKey: string }> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'keys.json')
  const fresh = { encryptionKey: randomBytes(32).toString('base64'), indexKey: randomBytes(32).toString('base64') }
  try {
    await writeFile(file, JSON.stringify(fresh), { flag: 'wx', mode: 0o600 })
    return fresh
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    await chmod(file, 0o600)
    return JSON.parse(await readFile(file, 'utf8')) as typeof fresh
  }
}
