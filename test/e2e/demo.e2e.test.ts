/** The demo as a technician sees it: an anomaly is found, explained, acknowledged and cleared, live, in a real browser. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPage, type PageUnderTest } from '../support/browser.ts'
import { runHost, type RunningHost } from '../support/run-host.ts'

/** Quiet machines take 20 s to prepare and 90 s to the first anomaly; busy ones what they take. */
const PATIENCE_MS = 300_000

const folder = mkdtempSync(join(tmpdir(), 'plantroom-e2e-'))
let host: RunningHost
let tab: PageUnderTest

beforeAll(async () => {
  host = await runHost(folder, '--demo')
  tab = await openPage(host.address)
})
afterAll(async () => {
  await tab?.close()
  await host?.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('the demo building in a browser', () => {
  it('is prepared with progress and shows its devices', async () => {
    await tab.page.getByRole('progressbar').first().waitFor({ timeout: PATIENCE_MS })
    await tab.picture('demo-preparing')
    await tab.page.getByText('CHW-PLANT').first().waitFor({ timeout: PATIENCE_MS })
  }, PATIENCE_MS + 30_000)

  it('makes an anomaly visible', async () => {
    await tab.page.getByText(/above expected/).first().waitFor({ timeout: PATIENCE_MS })
    await tab.page.locator('canvas').first().waitFor()
    await tab.picture('overview-light')
    expect(await tab.violations()).toEqual([])
  }, PATIENCE_MS + 30_000)

  it('explains it: expected band, value, trend and what to check', async () => {
    await tab.page.getByText(/above expected/).first().click()
    const panel = tab.page.getByRole('complementary', { name: 'Alert' })
    await panel.getByRole('heading', { level: 2 }).waitFor()
    await panel.getByRole('heading', { name: 'What to look at' }).waitFor()
    await expect.poll(() => panel.innerText()).toMatch(/expected/i)
    await panel.locator('canvas').first().waitFor()
    await tab.picture('alert-light')
    expect(await tab.violations()).toEqual([])
  })

  it('is acknowledged with a note and stays visible while it is active', async () => {
    await tab.page.keyboard.press('a')
    const dialog = tab.page.getByRole('dialog')
    await dialog.getByRole('textbox').fill('Sensor to be checked on Monday')
    await tab.picture('acknowledge')
    await dialog.getByRole('button', { name: /Acknowledge/ }).click()
    await dialog.waitFor({ state: 'hidden' })
    await tab.page.getByText('Sensor to be checked on Monday').waitFor()
    await tab.page.getByText(/Acknowledged, still active/).first().waitFor()
    await tab.picture('acknowledged')
  })

  it('clears when the fault ends, and its history tells the whole story', async () => {
    await tab.page.getByRole('button', { name: 'End it' }).click()
    const panel = tab.page.getByRole('complementary', { name: 'Alert' })
    await panel.getByText(/^Over/).first().waitFor({ timeout: PATIENCE_MS })
    await tab.picture('cleared')
    for (const what of [/Raised/, /Acknowledged/, /Over/]) await expect.poll(() => panel.innerText()).toMatch(what)
  }, PATIENCE_MS + 30_000)

  it('had no error in the page', () => {
    expect(tab.errors).toEqual([])
  })
})
