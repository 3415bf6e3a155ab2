/** Floor plan with 500 items in a real browser: what the page's thread works for each frame while it is panned, zoomed and dragged. */
import type { CDPSession, Page } from 'playwright-core'
import { findChromium } from '../../scripts/find-chromium.ts'
import { openScreenBrowser } from '../../test/renderer/fake-engine/screen-browser.ts'
import { percentile, report, type Figure } from '../figures.ts'

/** At 60 frames a second. */
const FRAME_MS = 1_000 / 60
const STEPS = 120
const ZOOM_RUNS = 3
/** A stop of the window that nobody notices. */
const MOST_PAUSE_MS = 50

const found = findChromium()
if (found.path === null) {
  console.log(`  skipped: no browser at ${found.lookedAt.join(', ')}`)
  report([])
  process.exit()
}
const screens = await openScreenBrowser(found.path)

interface Shown {
  readonly page: Page
  readonly cdp: CDPSession
}

const itemsOf = (page: Page) => page.getByRole('listbox', { name: 'Items on Level 2' })

const show = async (query: string): Promise<Shown> => {
  const page = await screens.open(query, '/plan')
  await page.setViewportSize({ width: 1_920, height: 1_080 })
  await itemsOf(page).waitFor()
  // All have their place and the room of their label: what comes then is the gesture's.
  await page.locator('[data-item][data-size]').first().waitFor()
  await page.locator('[data-item]:not([data-size])').first().waitFor({ state: 'detached' })
  const cdp = await page.context().newCDPSession(page)
  // Processor time: the machine may have other work.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  return { page, cdp }
}

const metric = async (session: CDPSession, name: string): Promise<number> => (await session.send('Performance.getMetrics')).metrics.find((each) => each.name === name)?.value ?? Number.NaN

interface Measured {
  /** Work of the page's thread for each frame that the gesture was given, ms. */
  readonly workMs: number
  /** Longest task, ms. */
  readonly longestMs: number
  /** Time between two frames in the median, ms; says as much of the machine's graphics as of the page. */
  readonly frameMs: number
}

/** Runs a gesture of `STEPS` steps, one for each frame that is painted, and a rest after it in which the plan is painted sharp. */
const measure = async ({ page: on, cdp }: Shown, gesture: () => Promise<void>): Promise<Measured> => {
  await on.evaluate(() => {
    const kept = { frames: [] as number[], tasks: [] as number[], ended: false }
    Object.assign(window, { kept })
    new PerformanceObserver((entries) => kept.tasks.push(...entries.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
    const next = (atMs: number): void => {
      kept.frames.push(atMs)
      if (!kept.ended) requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  })
  const before = await metric(cdp, 'TaskDuration')
  await gesture()
  const worked = (await metric(cdp, 'TaskDuration')) - before
  await new Promise((rested) => setTimeout(rested, 600))
  const { frames, tasks } = await on.evaluate(() => {
    const { kept } = window as unknown as { kept: { frames: number[]; tasks: number[]; ended: boolean } }
    kept.ended = true
    return kept
  })
  const gaps = frames.slice(1).map((atMs, index) => atMs - frames[index]!)
  return { workMs: (worked * 1_000) / STEPS, longestMs: Math.max(0, ...tasks), frameMs: percentile(gaps, 0.5) }
}

/** One notch of the wheel in each frame, in by half of them and out again; from within the page, so that no frame waits for this process. */
const turnWheel = (root: HTMLElement | SVGElement, steps: number): Promise<void> =>
  new Promise((done) => {
    const { left, top, width, height } = root.getBoundingClientRect()
    let step = 0
    const next = (): void => {
      if (step >= steps) return done()
      root.dispatchEvent(new WheelEvent('wheel', { deltaY: step < steps / 2 ? -30 : 30, clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true }))
      step += 1
      requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  })

const middle = (values: readonly number[]): number => percentile(values, 0.5)

/** In the median of some runs, after one that warms up. */
const zoom = async (shown: Shown): Promise<Measured> => {
  const list = itemsOf(shown.page)
  const once = (): Promise<Measured> => measure(shown, () => list.evaluate(turnWheel, STEPS))
  await once()
  const runs: Measured[] = []
  for (let run = 0; run < ZOOM_RUNS; run += 1) runs.push(await once())
  return { workMs: middle(runs.map((run) => run.workMs)), longestMs: middle(runs.map((run) => run.longestMs)), frameMs: middle(runs.map((run) => run.frameMs)) }
}

const shown = await show('scale=2&plan=500')
const { page } = shown
const list = itemsOf(page)
const box = (await list.boundingBox())!
const circle = (index: number, radius: number): { x: number; y: number } => ({ x: radius * Math.sin((2 * Math.PI * index) / STEPS), y: radius * (1 - Math.cos((2 * Math.PI * index) / STEPS)) })

/** Presses at a place, moves round and lets go. */
const dragged = async (from: { readonly x: number; readonly y: number }): Promise<Measured> => {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  const measured = await measure(shown, async () => {
    for (let index = 0; index < STEPS; index += 1) {
      const by = circle(index, 60)
      await page.mouse.move(from.x + by.x, from.y + by.y)
    }
  })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  return measured
}

const empty = await page.evaluate(({ x, y, width, height }) => {
  for (let dy = 20; dy < height; dy += 10) {
    for (let dx = 20; dx < width; dx += 10) {
      const at = { x: x + dx, y: y + dy }
      if (document.elementFromPoint(at.x, at.y)?.closest('[data-item]') === null) return at
    }
  }
  return { x: x + 4, y: y + 4 }
}, box)
const itemAt = async (): Promise<{ x: number; y: number }> => {
  const mark = (await list.locator('[data-what=point] svg').nth(250).boundingBox())!
  return { x: mark.x + mark.width / 2, y: mark.y + mark.height / 2 }
}

const panned = await dragged(empty)
const zoomed = await zoom(shown)
const one = await dragged(await itemAt())
await list.focus()
await page.keyboard.press('Control+a')
await page.getByText(/^\d{3} items chosen/).waitFor()
const all = await dragged(await itemAt())
await page.context().close()

const live = await show('scale=10&plan=500&live=all')
const zoomedLive = await zoom(live)
await screens.close()

const figures = ([['pan', panned], ['zoom', zoomed], ['zoom, 2,000 values live', zoomedLive], ['drag of one item', one], ['drag of all 500', all]] as const).flatMap(([name, { workMs, longestMs, frameMs }]): Figure[] => [
  { name: `${name}: work for each frame`, value: workMs, unit: 'ms', limit: { kind: 'max', value: FRAME_MS } },
  { name: `${name}: longest task`, value: longestMs, unit: 'ms', limit: { kind: 'max', value: MOST_PAUSE_MS } },
  { name: `${name}: between two frames, median`, value: frameMs, unit: 'ms' },
])
figures.push({ name: 'zoom, 2,000 values live: work against values that rest', value: zoomedLive.workMs / zoomed.workMs, unit: '×', limit: { kind: 'max', value: 1.5 }, comparable: true })
report(figures)
process.exit()
