/** Where typing goes: a dialog takes the focus a moment after it is drawn, and what is typed before is lost. */
import type { Page } from 'playwright-core'

/** Waits until a field has the focus. */
export const focusedField = (page: Page): Promise<void> => page.locator(':is(input, textarea):focus').waitFor()
