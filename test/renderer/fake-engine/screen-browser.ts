/** A real browser over the page of the fake engine, for end-to-end tests of screens: opens addresses, looks for violations of WCAG AA, collects what the console complains about. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { buildFakePage, serveFakePage } from './fake-page.ts'

export interface ScreenBrowser {
  /** Address of the page without query. */
  readonly address: string
  /** What pages threw or wrote as errors, so far. */
  readonly troubles: readonly string[]
  /** `query` as in `page.tsx`, `address` behind the `#`. Close the page's context when done. */
  open(query: string, address: string, colorScheme?: 'light' | 'dark'): Promise<Page>
  /** Rules of WCAG A and AA that the page breaks, with where. */
  violations(page: Page): Promise<readonly string[]>
  /** Begins to count; what is returned tells how long the page's main thread has computed since, ms of a processor. */
  workOf(page: Page): Promise<() => Promise<number>>
  close(): Promise<void>
}

/** How long the page may take to show what a test waits for; on a busy machine that is long. */
const PATIENCE_MS = 60_000
/** PLANTROOM_SLOW=1, 2, 3 …: the engine answers late, in an order that depends on the number, and the page runs at a quarter of its speed. What still passes does not rest on a quiet machine. */
const SLOW = process.env['PLANTROOM_SLOW']
const SLOWER = 4

const slowDown = async (context: BrowserContext, page: Page, seed: string): Promise<void> => {
  await context.addInitScript((slowSeed) => Object.assign(window, { slowSeed }), Number(seed))
  await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
}

export interface ScreenBrowserOptions {
  /** What pages take for now, e.g. `2026-11-11T09:00:00Z`, where a screen depends on the day of the month; default: the real time. */
  readonly now?: string
}

/** `executablePath`: of a Chromium. */
export const openScreenBrowser = async (executablePath: string, { now }: ScreenBrowserOptions = {}): Promise<ScreenBrowser> => {
  const folder = await mkdtemp(join(tmpdir(), 'plantroom-screens-'))
  // A run of the tests builds it once (build-once.ts); whoever opens a browser without that builds its own.
  const built = process.env['PLANTROOM_FAKE_PAGE']
  const pages = built ?? join(folder, 'page')
  if (built === undefined) await buildFakePage(pages)
  const fake = await serveFakePage(pages)
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const troubles: string[] = []
  return {
    address: fake.address,
    troubles,
    open: async (query, address, colorScheme = 'dark') => {
      const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, colorScheme, reducedMotion: 'reduce', acceptDownloads: true })
      context.setDefaultTimeout(PATIENCE_MS)
      const page = await context.newPage()
      if (SLOW !== undefined) await slowDown(context, page, SLOW)
      if (now !== undefined) await page.clock.setFixedTime(now)
      page.on('pageerror', (error) => troubles.push(error.message))
      page.on('console', (said) => {
        if (said.type() === 'error') troubles.push(said.text())
      })
      await page.goto(`${fake.address}?${query}#${address}`)
      await page.getByRole('navigation', { name: 'Counters' }).waitFor()
      return page
    },
    violations: async (page) => {
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze()
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
    },
    workOf: async (page) => {
      const session = await page.context().newCDPSession(page)
      await session.send('Performance.enable', { timeDomain: 'threadTicks' })
      const computedMs = async (): Promise<number> => 1_000 * ((await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
      const beganMs = await computedMs()
      return async () => ((await computedMs()) - beganMs) / (SLOW === undefined ? 1 : SLOWER)
    },
    close: async () => {
      await browser.close()
      await fake.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
