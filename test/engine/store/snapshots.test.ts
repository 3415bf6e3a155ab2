import { describe, expect, it } from 'vitest'
import type { SnapshotInfo } from '../../../shared/domain/visit.ts'
import { openWriter } from '../../../electron/engine/store/connection.ts'
import { databaseOf, openSite, START_MS, temporaryFolder } from './sample-site.ts'

const info = (atMs: number, change: Partial<SnapshotInfo> = {}): Omit<SnapshotInfo, 'id'> => ({ atMs, note: '', devices: 2, devicesUnread: 0, objects: 7, automatic: false, ...change })
const body = (instance: number, text: string) => ({ instance, hash: Buffer.from(text.padEnd(4, '.')), body: Buffer.from(`body of ${text}`) })

const bodiesKept = (folder: string): number => {
  const db = openWriter(databaseOf(folder))
  try {
    return db.prepare<[], number>('SELECT count(*) FROM snapshot_bodies').pluck().get() ?? 0
  } finally {
    db.close()
  }
}

describe('snapshots', () => {
  it('are kept with their devices, newest first, over a restart', () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const first = store.saveSnapshot(info(START_MS, { note: 'Before the works' }), [body(1, 'a'), body(2, 'b')])
    const second = store.saveSnapshot(info(START_MS + 1, { automatic: true, devicesUnread: 1 }), [body(1, 'a')])
    store.close()
    const again = openSite(folder)
    expect(again.snapshots()).toEqual([
      { id: second, ...info(START_MS + 1, { automatic: true, devicesUnread: 1 }) },
      { id: first, ...info(START_MS, { note: 'Before the works' }) },
    ])
    expect(again.snapshot(first)?.note).toBe('Before the works')
    expect(again.snapshot(99)).toBeUndefined()
    expect(again.snapshotBodies(first).map((one) => ({ ...one, body: Buffer.from(one.body).toString() }))).toEqual([
      { ...body(1, 'a'), body: 'body of a' },
      { ...body(2, 'b'), body: 'body of b' },
    ])
  })

  it('share what did not change, and removed ones leave nothing behind', () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const first = store.saveSnapshot(info(1), [body(1, 'a'), body(2, 'b')])
    const second = store.saveSnapshot(info(2), [body(1, 'a'), body(2, 'c')])
    expect(bodiesKept(folder)).toBe(3)
    store.removeSnapshot(first)
    expect(bodiesKept(folder)).toBe(2)
    expect(store.snapshotBodies(second)).toHaveLength(2)
    store.removeSnapshot(second)
    expect(bodiesKept(folder)).toBe(0)
    expect(store.snapshots()).toEqual([])
  })

  it('taken by themselves are at most 50, those asked for stay', () => {
    const folder = temporaryFolder()
    const store = openSite(folder)
    const byHand = store.saveSnapshot(info(0), [body(1, 'hand')])
    for (let at = 1; at <= 60; at++) store.saveSnapshot(info(at, { automatic: true }), [body(1, `${at}`)])
    const kept = store.snapshots()
    expect(kept.filter(({ automatic }) => automatic).map(({ atMs }) => atMs)).toEqual(Array.from({ length: 50 }, (_, at) => 60 - at))
    expect(kept.filter(({ automatic }) => !automatic).map(({ id }) => id)).toEqual([byHand])
    expect(bodiesKept(folder)).toBe(51)
  })
})
