// Opens the pages of the registry in a real browser, wide, narrow and as narrow as a page must fit (320 px), with scripts and without, and fails on what a person would meet: a violation
// that axe finds, a message of the browser's console, a request that fails or leaves this address, a page wider than its window.
//   npm run pages:check [-- --screenshots <folder>]
// CHROMIUM_PATH names the browser when it is in no usual place.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import axe from 'axe-core'
import { chromium } from 'playwright-core'
import { startDemonstration } from './demonstration.mjs'

const WIDTHS = [1280, 375, 320]
const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const PAGES = [
  { name: 'register', path: '/register', says: 'Public register of licences' },
  { name: 'register-found', path: '/register?authority=rotherham&number=RD-101&name=', says: 'RD-101' },
  { name: 'register-expired', path: '/register?authority=rotherham&number=RD-103&name=', says: 'It has run out' },
  { name: 'register-stale', path: '/register?authority=barnsley&number=NONE-1&name=', says: 'not up to date here' },
  { name: 'register-none', path: '/register?authority=rotherham&number=NONE-1&name=', says: 'No licence found' },
  { name: 'register-london', path: '/register?authority=tfl&number=NONE-1&name=', says: 'No licence found' },
  { name: 'register-error', path: '/register?authority=&number=&name=', says: 'There is a problem', status: 400 },
  { name: 'statistics', path: '/statistics', says: 'statistics' },
  { name: 'statistics-rotherham', path: '/statistics?authority=rotherham', says: 'Rotherham' },
  { name: 'statistics-stale', path: '/statistics?authority=barnsley', says: 'not up to date here' },
  { name: 'not-found', path: '/nothing', says: 'Not found', status: 404 },
]

const { values: options } = parseArgs({ options: { screenshots: { type: 'string' } } })
const executablePath = [process.env.CHROMIUM_PATH, ...USUAL_PLACES].find((path) => path && existsSync(path))
if (!executablePath) {
  console.error('No chromium was found: install it (Debian: apt-get install chromium), or name it in CHROMIUM_PATH.')
  process.exit(1)
}
if (options.screenshots) mkdirSync(options.screenshots, { recursive: true })

const { port, stop } = await startDemonstration({ RATE_LIMIT_REGISTER: '1000' })
const origin = `http://127.0.0.1:${port}`
let faulty = 0
let opened = 0
try {
  const browser = await chromium.launch({ executablePath })
  for (const width of WIDTHS)
    for (const hasScripts of [true, false]) {
      const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled: hasScripts })
      const where = `${width} px ${hasScripts ? 'with' : 'without'} scripts`
      for (const page of PAGES)
        await report(`${page.name}, ${where}`, context, (tab, expected) => look(tab, page, width, hasScripts, expected))
      await report(`a search, ${where}`, context, searchLikeAPerson)
      if ((await context.cookies()).length > 0) complain(`cookies, ${where}`, ['a cookie was set'])
      await context.close()
    }
  await browser.close()
} finally {
  await stop()
}
console.log(`pages: ${opened} opened, ${faulty} with faults`)
process.exit(faulty === 0 && opened > 0 ? 0 : 1)

/** Runs `act` in a tab that listens for whatever goes wrong by itself. */
async function report(title, context, act) {
  const tab = await context.newPage()
  const faults = []
  const expected = new Set()
  tab.on('console', (message) => {
    // The browser reports the status of a page that is meant to be an error.
    const isExpected = expected.has(message.location().url) && message.text().startsWith('Failed to load resource')
    if (['error', 'warning'].includes(message.type()) && !isExpected) faults.push(`console: ${message.text()}`)
  })
  tab.on('pageerror', (error) => faults.push(`script: ${error.message}`))
  tab.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) faults.push(`leaves this address: ${request.url()}`)
  })
  tab.on('requestfailed', (request) => faults.push(`failed: ${request.url()} ${request.failure()?.errorText}`))
  tab.on('response', (response) => {
    if (response.status() >= 400 && !expected.has(response.url()))
      faults.push(`${response.status()}: ${response.url()}`)
  })
  opened += 1
  try {
    faults.push(...(await act(tab, expected)))
  } catch (error) {
    faults.push(error.message.split('\n')[0])
  }
  await tab.close()
  complain(title, faults)
}

function complain(title, faults) {
  if (faults.length > 0) faulty += 1
  console.log(`${faults.length > 0 ? 'FAIL' : 'ok  '} ${title}`)
  for (const fault of faults) console.log(`     ${fault}`)
}

async function look(tab, { name, path, says, status = 200 }, width, hasScripts, expected) {
  if (status >= 400) expected.add(origin + path)
  const response = await tab.goto(origin + path)
  const faults = response.status() === status ? [] : [`${response.status()} instead of ${status}`]
  if (options.screenshots) {
    const file = `${name}-${width}${hasScripts ? '' : '-without-scripts'}.png`
    await tab.screenshot({ path: join(options.screenshots, file), fullPage: true })
  }
  const seen = await tab.evaluate(() => ({
    text: document.querySelector('main')?.innerText ?? '',
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    typeface: getComputedStyle(document.querySelector('h1')).fontFamily,
    focused: document.activeElement?.className ?? '',
  }))
  if (!seen.text.includes(says)) faults.push(`does not say "${says}"`)
  if (seen.wider > 0) faults.push(`${seen.wider} px wider than its window`)
  if (!seen.typeface.startsWith('arial')) faults.push(`its typeface is ${seen.typeface}`)
  if (status === 400 && hasScripts && !seen.focused.includes('error-summary')) faults.push('the errors are not focused')
  return [...faults, ...(await (hasScripts ? violations(tab) : violationsWithoutScripts(tab)))]
}

/** axe is a script itself: of a tab without scripts it gets a copy whose scripts are empty. */
async function violationsWithoutScripts(tab) {
  const context = await tab.context().browser().newContext({ viewport: tab.viewportSize() })
  await context.route('**/*.js*', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }))
  const copy = await context.newPage()
  await copy.goto(tab.url())
  const found = await violations(copy)
  await context.close()
  return found
}

async function violations(tab) {
  await tab.evaluate(axe.source)
  const found = await tab.evaluate(async () => (await window.axe.run(document)).violations)
  return found.map(({ id, impact, help, nodes }) => `axe: ${id} (${impact}): ${help}: ${nodes[0].html.slice(0, 200)}`)
}

/** By keyboard, from the first key to the answer. */
async function searchLikeAPerson(tab) {
  await tab.goto(`${origin}/register`)
  await tab.keyboard.press('Tab')
  const first = await tab.evaluate(() => document.activeElement?.textContent?.trim())
  await tab.selectOption('#authority', 'rotherham')
  await tab.fill('#number', 'rd-101')
  await tab.press('#number', 'Enter')
  await tab.waitForURL((url) => url.searchParams.get('number') === 'rd-101')
  const answer = await tab.textContent('main')
  return [
    ...(first === 'Skip to main content' ? [] : [`the first key leads to "${first}"`]),
    ...(answer.includes('1 licence found') ? [] : ['the search did not find RD-101']),
  ]
}
