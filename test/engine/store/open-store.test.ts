/** Opening a site folder: new, again, damaged, newer, foreign, locked, unwritable. */
import { closeSync, copyFileSync, mkdirSync, openSync, readdirSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../../electron/engine/store/open-store.ts'
import { LATEST_VERSION } from '../../../electron/engine/store/migrations/migration-list.ts'
import { createInlineReaders } from '../../../electron/engine/store/store-readers.ts'
import { databaseOf, fillPoint, openSite, saveDevice, temporaryFolder, writeReadings } from './sample-site.ts'

const codeOf = (folder: string): string => {
  const opened = openStore(folder)
  if (!opened.ok) return opened.error.code
  opened.value.close()
  return 'opened'
}

/** A closed store with some content. */
const filledSite = (): { folder: string; file: string } => {
  const folder = temporaryFolder()
  const store = openSite(folder)
  const { pointIds } = saveDevice(store, 1, 3)
  for (const pointId of pointIds) fillPoint(store, pointId, 5_000, 1_000)
  store.close()
  return { folder, file: databaseOf(folder) }
}

/** Changes a database as another program would. */
const alter = (file: string, change: (db: Database.Database) => void): void => {
  const db = new Database(file)
  change(db)
  db.close()
}

describe('opening a site folder', () => {
  it('makes the folder and an empty store where nothing is', () => {
    const folder = join(temporaryFolder(), 'sites', 'Hospital Süd 東')
    const store = openSite(folder)
    expect(store.devices()).toEqual([])
    expect(store.readingCount()).toBe(0)
    expect(store.bytes()).toBeGreaterThan(0)
  })

  it('takes an empty file for a store that was never written', () => {
    const folder = temporaryFolder()
    writeFileSync(databaseOf(folder), '')
    expect(codeOf(folder)).toBe('opened')
  })

  it('goes on where a kill between creating the file and the first migration left it', () => {
    const folder = temporaryFolder()
    alter(databaseOf(folder), (db) => db.pragma('journal_mode = WAL'))
    expect(codeOf(folder)).toBe('opened')
  })

  it('leaves one file beside the lock after closing', () => {
    const { folder } = filledSite()
    expect(readdirSync(folder).sort()).toEqual(['plantroom.db', 'plantroom.lock'])
  })
})

describe('a database of a newer version', () => {
  it('is refused with both versions named and left byte-identical', () => {
    const { folder, file } = filledSite()
    alter(file, (db) => db.pragma(`user_version = ${LATEST_VERSION + 10}`))
    const before = readFileSync(file)
    const opened = openStore(folder)
    expect(opened).toMatchObject({ ok: false, error: { code: 'store-newer', detail: { version: LATEST_VERSION + 10, known: LATEST_VERSION } } })
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(folder).sort()).toEqual(['plantroom.db', 'plantroom.lock'])
  })

  it('is refused and left byte-identical when its version is still in the log of a killed process', () => {
    const { folder, file } = filledSite()
    const copy = temporaryFolder()
    const db = new Database(file)
    db.pragma('wal_autocheckpoint = 0')
    db.pragma(`user_version = ${LATEST_VERSION + 10}`)
    // What a kill leaves: the database and its log, copied while open.
    copyFileSync(file, databaseOf(copy))
    copyFileSync(`${file}-wal`, `${databaseOf(copy)}-wal`)
    db.close()
    const [database, log] = [readFileSync(databaseOf(copy)), readFileSync(`${databaseOf(copy)}-wal`)]
    expect(codeOf(copy)).toBe('store-newer')
    expect(readFileSync(databaseOf(copy)).equals(database)).toBe(true)
    expect(readFileSync(`${databaseOf(copy)}-wal`).equals(log)).toBe(true)
    expect(codeOf(folder)).toBe('store-newer')
  })
})

describe('a damaged database', () => {
  it('is refused when it is no database at all, and stays as it is', () => {
    const folder = temporaryFolder()
    writeFileSync(databaseOf(folder), 'these are not the bytes of a database'.repeat(100))
    const before = readFileSync(databaseOf(folder))
    const opened = openStore(folder)
    expect(opened).toMatchObject({ ok: false, error: { code: 'store-damaged' } })
    expect(opened.ok ? '' : opened.error.message).toMatch(/backup/)
    expect(readFileSync(databaseOf(folder)).equals(before)).toBe(true)
  })

  it('is refused when pages inside are overwritten', () => {
    const { folder, file } = filledSite()
    const bytes = readFileSync(file)
    for (let page = 4; page < 24; page += 1) bytes.fill(0xa5, page * 4_096, page * 4_096 + 512)
    writeFileSync(file, bytes)
    expect(codeOf(folder)).toBe('store-damaged')
  })

  it('is refused when it was cut short', () => {
    const { folder, file } = filledSite()
    writeFileSync(file, readFileSync(file).subarray(0, statSync(file).size / 2))
    expect(codeOf(folder)).toBe('store-damaged')
  })

  it('is refused when only the start of a header is left', () => {
    const { folder, file } = filledSite()
    writeFileSync(file, readFileSync(file).subarray(0, 40))
    expect(codeOf(folder)).toBe('store-damaged')
  })

  /** Makes a filled store larger than what is checked whole, and overwrites the first page of a table. */
  const damageLarge = (file: string, table: string): void => {
    let root = 0
    alter(file, (db) => {
      db.exec('CREATE TABLE filler (bytes BLOB) STRICT; INSERT INTO filler VALUES (zeroblob(68000000))')
      root = db.prepare<[string], number>('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table) ?? 0
    })
    const handle = openSync(file, 'r+')
    writeSync(handle, Buffer.alloc(4_096, 0xa5), 0, 4_096, (root - 1) * 4_096)
    closeSync(handle)
  }

  it('is refused when it is large and a table other than the readings is hurt', () => {
    const { folder, file } = filledSite()
    damageLarge(file, 'coverage_gaps')
    expect(codeOf(folder)).toBe('store-damaged')
  })

  it('is opened when it is large and a part of the readings is hurt, which the full check then tells', async () => {
    const { folder, file } = filledSite()
    damageLarge(file, 'readings')
    const store = openSite(folder)
    const readers = createInlineReaders(file)
    expect((await readers.integrity()).length).toBeGreaterThan(0)
    await readers.close()
    // The damaged part is met by writes as well, which say so.
    expect(() => writeReadings(store, [[store.points()[0]?.id ?? 0, 1, 1]])).toThrow(/is damaged/)
  })

  it('is told from the database of another program, which is not touched', () => {
    const folder = temporaryFolder()
    alter(databaseOf(folder), (db) => db.exec('CREATE TABLE recipes (name TEXT)'))
    const before = readFileSync(databaseOf(folder))
    const opened = openStore(folder)
    expect(opened).toMatchObject({ ok: false, error: { code: 'store-damaged', detail: { reason: 'it is the database of another program' } } })
    expect(readFileSync(databaseOf(folder)).equals(before)).toBe(true)
  })

  it('does not keep its folder locked', () => {
    const folder = temporaryFolder()
    writeFileSync(databaseOf(folder), 'garbage'.repeat(100))
    expect(codeOf(folder)).toBe('store-damaged')
    expect(codeOf(folder)).toBe('store-damaged')
  })
})

describe('two Plantrooms on one folder', () => {
  it('the second is refused while the first is open, and let in when it has closed', () => {
    const folder = temporaryFolder()
    const first = openSite(folder)
    expect(codeOf(folder)).toBe('store-locked')
    expect(codeOf(folder)).toBe('store-locked')
    first.close()
    expect(codeOf(folder)).toBe('opened')
  })

  it('closing twice harms nothing', () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    store.close()
    store.close()
    expect(codeOf(folder)).toBe('opened')
  })

  it('a lock file with strange content is replaced', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'plantroom.lock'), 'something else wrote here'.repeat(200))
    const store = openSite(folder)
    expect(codeOf(folder)).toBe('store-locked')
    store.close()
  })
})

describe('a folder that cannot be written', () => {
  it('is refused when a file is in its way', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'site'), '')
    expect(codeOf(join(folder, 'site'))).toBe('folder-unwritable')
    expect(codeOf(join(folder, 'site', 'inside'))).toBe('folder-unwritable')
  })

  it.each(['plantroom.lock', 'plantroom.db'])('is refused when the name of its file %s is taken by a folder', (name) => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, name))
    expect(codeOf(folder)).toBe('folder-unwritable')
    expect(readdirSync(join(folder, name))).toEqual([])
  })
})
