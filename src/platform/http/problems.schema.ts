import { Problem } from './problem.js'

/**
 * The error answers of a route, for its `response` schema: name the statuses that are its own. What every guarded route may answer is added here,
 * what every body brings (413, 415) and the example of each status by src/platform/plugins/openapi.ts.
 * The type is empty on purpose: problems are thrown, so a handler is typed by its successes alone.
 */
export const problems = (...statuses: number[]): NoAnswers => answers([...COMMON, 401, 403, ...statuses])

/** As `problems`, for a route that needs no token. */
export const publicProblems = (...statuses: number[]): NoAnswers => answers([...COMMON, ...statuses])

type NoAnswers = Record<never, never>

const COMMON = [400, 429, 500, 503]
const ANSWER = { content: { 'application/problem+json': { schema: Problem } } }

const answers = (statuses: number[]): NoAnswers => Object.fromEntries(statuses.map((status) => [status, ANSWER]))
