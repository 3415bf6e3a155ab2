/** Before the browser tests: builds the page of the fake engine once for all of them. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildFakePage } from './fake-page.ts'

let folder: string | undefined

export const setup = async (): Promise<void> => {
  folder = await mkdtemp(join(tmpdir(), 'plantroom-fake-page-'))
  await buildFakePage(folder)
  process.env['PLANTROOM_FAKE_PAGE'] = folder
}

export const teardown = async (): Promise<void> => {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true })
}
