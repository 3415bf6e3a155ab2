/** Whether screens pass the checks of WCAG AA, each in a browser page of its own. */
import { expect } from 'vitest'
import type { ScreenBrowser } from './screen-browser.ts'

/** What the fake engine has, the screen's address, and a text that shows that it is there. */
export type Place = readonly [query: string, address: string, text: string]

/** Opens each place, waits for its text, and expects that nothing is found wrong with it. */
export const expectAccessible = async (screens: ScreenBrowser, scheme: 'light' | 'dark', places: readonly Place[]): Promise<void> => {
  for (const [query, address, text] of places) {
    const page = await screens.open(query, address, scheme)
    await page.getByText(text, { exact: true }).first().waitFor()
    expect(await screens.violations(page), `${query} ${address}`).toEqual([])
    await page.context().close()
  }
}
