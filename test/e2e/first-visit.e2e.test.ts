/** A technician's first visit to a building: from an empty folder to live values, trends, settings and a device that goes silent. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSimulator } from '../../electron/simulator/simulator.ts'
import type { Simulator } from '../../electron/simulator/simulator-types.ts'
import { openPage, type PageUnderTest } from '../support/browser.ts'
import { freePort } from '../support/free-port.ts'
import { runHost, type RunningHost } from '../support/run-host.ts'

const DEVICES = 4
/** From the last answer of a device to its alert: three polls without an answer, each with its retries. */
const OFFLINE_WITHIN_MS = 180_000

const folder = mkdtempSync(join(tmpdir(), 'plantroom-visit-'))
let simulator: Simulator
let host: RunningHost
let tab: PageUnderTest
let page: Page
let base: string

const go = async (door: string): Promise<void> => {
  await page.goto(`${base}/#${door}`)
}

/** The checks in both colour schemes, with a picture of each. */
const isReadable = async (name: string): Promise<void> => {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor()
    await tab.picture(`visit-${name}-${colorScheme}`)
    expect(await tab.violations(), `${name}, ${colorScheme}`).toEqual([])
  }
}

const rowsOf = (name: RegExp) => page.getByRole('grid', { name: 'Points' }).getByRole('row', { name })

beforeAll(async () => {
  simulator = createSimulator({ port: 0, devices: DEVICES })
  await simulator.start()
  host = await runHost(folder)
  base = new URL(host.address).origin
  tab = await openPage(host.address)
  page = tab.page
})
afterAll(async () => {
  await tab?.close()
  await host?.stop()
  await simulator?.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('the first visit to a building', () => {
  it('begins with the question which building this is', async () => {
    await page.getByRole('heading', { name: 'Which building is this?' }).waitFor()
    await isReadable('first-run')
  })

  it('keeps a changed setting over a reload of the page', async () => {
    const port = await freePort()
    await go('/settings/reading')
    const field = page.getByRole('textbox', { name: 'BACnet UDP port' })
    await field.fill(String(port))
    // It is said for two seconds.
    await Promise.all([page.getByText('Saved', { exact: true }).waitFor(), field.press('Enter')])
    await page.reload()
    await expect.poll(() => field.inputValue()).toBe(String(port))
    await isReadable('settings')
    await go('/settings/status')
    await page.getByText(/^UDP port \d+ is open$/).waitFor()
    await isReadable('status')
  })

  it('finds the devices at typed addresses, and shows them as they come', async () => {
    await go('/')
    await page.getByRole('textbox', { name: 'Ask these addresses directly' }).fill(simulator.addresses().map(({ ip, port }) => `${ip}:${port}`).join(' '))
    await page.getByRole('button', { name: 'Find devices' }).click()
    await page.getByRole('progressbar').first().waitFor()
    await page.getByRole('heading', { name: new RegExp(`^${DEVICES} devices, `) }).waitFor()
    await page.getByRole('button', { name: 'To the overview' }).waitFor()
    await isReadable('found')
    await page.getByRole('button', { name: 'To the overview' }).click()
    await page.getByRole('link', { name: `${DEVICES} of ${DEVICES} online` }).waitFor()
    await isReadable('overview')
  })

  it('shows live values, and finds points as they are typed', async () => {
    await go('/points')
    await page.getByRole('grid', { name: 'Points' }).waitFor()
    await expect.poll(() => rowsOf(/SAT\b/).first().innerText()).toMatch(/\d+\.\d\s*°C/)
    const all = await page.getByText(/^[\d,]+ points$/).innerText()
    await page.keyboard.press('/')
    await page.keyboard.type('supply air temp')
    await page.getByText(new RegExp(`^\\d+ of ${all.split(' ')[0]} points$`)).waitFor()
    await expect.poll(() => rowsOf(/FLT_DP/).count()).toBe(0)
    await isReadable('points')
  })

  it('reads the chosen points as often as is asked', async () => {
    const rows = rowsOf(/SAT\b/)
    await rows.first().click()
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByText('2 points marked').waitFor()
    await page.getByRole('combobox', { name: 'Poll interval' }).click()
    await page.getByRole('option', { name: 'every 1 s', exact: true }).click()
    await expect.poll(() => rows.first().innerText()).toMatch(/\b1 s\s*$/)
  })

  it('draws the chosen points on one chart', async () => {
    const names = await page.getByRole('grid', { name: 'Points' }).locator('[aria-selected=true] [data-column=name]').allInnerTexts()
    expect(names).toHaveLength(2)
    await page.getByRole('grid', { name: 'Points' }).focus()
    await page.keyboard.press('t')
    await page.waitForURL(/#\/trend\?points=\d+,\d+/)
    await page.locator('canvas').first().waitFor()
    for (const name of names) await page.getByRole('table').getByText(name, { exact: true }).waitFor()
    await isReadable('trend')
  })

  it('forgets a device after asking', async () => {
    await go('/points')
    const tree = page.getByRole('tree')
    await tree.getByRole('treeitem', { name: /VAV-L1/ }).click()
    await page.getByRole('heading', { name: 'VAV-L1', level: 2 }).waitFor()
    await isReadable('device')
    await page.getByRole('button', { name: 'Remove device' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/cannot be undone/).waitFor()
    expect(await tab.violations()).toEqual([])
    await dialog.getByRole('button', { name: 'Remove device' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => tree.getByRole('treeitem', { name: /VAV-L1/ }).count()).toBe(0)
  })

  it('says which device went silent, and marks what it read before as stale', async () => {
    simulator.faults.inject({ kind: 'deviceOffline', device: 1001 })
    const counters = page.getByRole('navigation', { name: 'Counters' })
    await counters.getByRole('link', { name: /^1\s+offline/ }).waitFor({ timeout: OFFLINE_WITHIN_MS })
    await go('/')
    await page.getByRole('link', { name: /AHU-1 does not answer/ }).waitFor()
    await isReadable('offline-overview')
    await page.getByRole('link', { name: /AHU-1 does not answer/ }).click()
    await page.getByRole('complementary', { name: 'Alert' }).getByText('Is the controller powered? Look at its lamps.').waitFor()
    await isReadable('offline-alert')
    await go('/points?device=1')
    await page.getByRole('img', { name: 'Stale' }).first().waitFor()
    await isReadable('offline-points')
  })

  it('had no error in the page', () => {
    expect(tab.errors).toEqual([])
  })
})
