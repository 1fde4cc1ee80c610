import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** On the way to a database: passes bytes on, until told to swallow them (nothing is ever answered), or to delay each answer. */
export async function startProxy(to: number) {
  const sockets = new Set<Socket>()
  let isSwallowing = false
  let delayMs = 0
  const server: Server = createServer((near) => {
    const far = connect(to, '127.0.0.1')
    const pass = (into: Socket, bytes: Buffer, afterMs: number) => {
      if (isSwallowing) return
      if (afterMs === 0) into.write(bytes)
      else setTimeout(() => into.writable && into.write(bytes), afterMs).unref()
    }
    near.on('data', (bytes) => pass(far, bytes, 0))
    far.on('data', (bytes) => pass(near, bytes, delayMs))
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('close', () => into.destroy())
      from.on('error', () => into.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    swallow: (yes: boolean) => (isSwallowing = yes),
    delay: (ms: number) => (delayMs = ms),
    stop: () => {
      sockets.forEach((socket) => socket.destroy())
      server.close()
    },
  }
}
