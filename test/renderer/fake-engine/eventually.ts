/** Waits for what a page is to become; how long that may take says nothing but how busy the machine is. */
import { expect } from 'vitest'

/** Asks until `check` holds; fails with what was waited for. */
export const eventually = (what: string, check: () => Promise<boolean> | boolean): Promise<void> => expect.poll(check, { message: `waited for ${what}` }).toBe(true)
