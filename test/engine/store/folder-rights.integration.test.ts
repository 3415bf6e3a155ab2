/** Site folders and files without the right to write, tried by a process that is bound by rights. */
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../../electron/engine/store/open-store.ts'
import { databaseOf, temporaryFolder } from './sample-site.ts'

const CHILD = join(import.meta.dirname, 'durability-child.ts')

// The superuser may write anywhere, so it asks in the name of `nobody`. Windows has lists of rights instead of modes.
const NOBODY = 65_534
const isSuperuser = process.getuid?.() === 0
const identity = isSuperuser ? { uid: NOBODY, gid: NOBODY } : {}
const canRead = (): boolean => spawnSync(process.execPath, ['-e', `require('node:fs').readFileSync(${JSON.stringify(CHILD)})`], identity).status === 0
const canTry = process.platform !== 'win32' && canRead()
if (!canTry) console.warn('SKIPPED: rights of site folders, because this system has no modes or this checkout is hidden from other users')

/** A folder of that process with an empty store in it. */
const siteOfChild = (): string => {
  const folder = temporaryFolder()
  const opened = openStore(folder)
  if (opened.ok) opened.value.close()
  for (const file of [folder, ...readdirSync(folder).map((name) => join(folder, name))]) if (isSuperuser) chownSync(file, NOBODY, NOBODY)
  return folder
}

/** What the child says first: `refused` with a code, or the number of its first batch. It writes one and ends. */
const openAsChild = (folder: string): string => {
  const { stdout } = spawnSync(process.execPath, [CHILD, folder, '0', '1'], { ...identity, encoding: 'utf8', timeout: 120_000 })
  return stdout.split('\n')[0] ?? ''
}

describe.runIf(canTry)('without the right to write', () => {
  it('in the folder, a store is refused', () => {
    const folder = siteOfChild()
    expect(openAsChild(folder)).toBe('0')
    chmodSync(folder, 0o500)
    expect(openAsChild(folder)).toBe('refused folder-unwritable')
    chmodSync(folder, 0o700)
  })

  it.each([0o400, 0o000])('on the database (mode %o), a store is refused, and opens when the right is back', (mode) => {
    const folder = siteOfChild()
    chmodSync(databaseOf(folder), mode)
    expect(openAsChild(folder)).toBe('refused folder-unwritable')
    chmodSync(databaseOf(folder), 0o600)
    expect(openAsChild(folder)).toBe('0')
  })

  it('on the lock, a store is refused: nobody could be kept out', () => {
    const folder = siteOfChild()
    writeFileSync(join(folder, 'plantroom.lock'), '')
    chmodSync(join(folder, 'plantroom.lock'), 0o400)
    expect(openAsChild(folder)).toBe('refused folder-unwritable')
  })
})
