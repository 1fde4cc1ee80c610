// Booking checks at a fixed rate, whether the server keeps up or not: each is timed from when it was due, so that a stalled server is not asked less.
import { Agent, request } from 'node:http'

/** @returns `stop()`, which waits for the last answers and gives all latencies in milliseconds. */
export function checksAt({ perSecond, port, token, bodyOf }) {
  const agent = new Agent({ keepAlive: true })
  const startedAt = performance.now()
  const latencies = []
  const underWay = new Set()
  let fault
  let asked = 0
  const due = (n) => startedAt + (n * 1000) / perSecond
  const timer = setInterval(() => {
    for (; due(asked) <= performance.now(); asked++) {
      const dueAt = due(asked)
      const check = ask({ agent, port, token, body: JSON.stringify(bodyOf(asked)) })
        .then(() => latencies.push(performance.now() - dueAt))
        .catch((error) => (fault ??= error))
        .finally(() => underWay.delete(check))
      underWay.add(check)
    }
  }, 1)
  return {
    async stop() {
      clearInterval(timer)
      await Promise.all(underWay)
      agent.destroy()
      if (fault) throw fault
      return latencies
    },
  }
}

function ask({ agent, port, token, body }) {
  return new Promise((done, fail) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    }
    request({ agent, port, host: '127.0.0.1', method: 'POST', path: '/v1/booking-checks', headers }, (response) => {
      response.resume().once('end', () => {
        if (response.statusCode === 200) done()
        else fail(new Error(`a check was answered ${response.statusCode}`))
      })
    })
      .once('error', fail)
      .end(body)
  })
}

export const percentile = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]
