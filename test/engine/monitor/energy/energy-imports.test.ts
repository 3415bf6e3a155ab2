/** Imports of interval data: looked at before, whole or not at all, newest first, undone. */
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../../../electron/engine/log.ts'
import { createEventHub } from '../../../../electron/engine/monitor/event-hub.ts'
import { createEnergyImports, type ImportMeters } from '../../../../electron/engine/monitor/energy/energy-imports.ts'
import { createJobs } from '../../../../electron/engine/monitor/jobs.ts'
import { StoreWriteError } from '../../../../electron/engine/store/store-failure.ts'
import { newestIntervals } from '../../../../electron/engine/analysis/energy/newest-intervals.ts'
import { systemClock } from '../../../../shared/clock.ts'
import type { EnergyImportMapping, EnergyImportTarget } from '../../../../shared/domain/energy-import.ts'
import type { Job } from '../../../../shared/domain/job.ts'
import { latin, utf16, utf8 } from '../../site-files/ede-support.ts'
import { openSite, temporaryFolder } from '../../store/sample-site.ts'

const START_MS = Date.UTC(2026, 2, 1)
const METER = 7

const hourly = (hours: number, value: (hour: number) => number, fromMs = START_MS): string =>
  `time,kWh\n${Array.from({ length: hours }, (_, hour) => `${new Date(fromMs + hour * 3_600_000).toISOString()},${value(hour)}`).join('\n')}\n`

const newSite = (folder = temporaryFolder()) => {
  const store = openSite(folder)
  const ended: Job[] = []
  const jobs = createJobs(systemClock, silentLog, (job) => job.state !== 'running' && ended.push(job))
  const discarded: number[] = []
  const changes: [number | null, number][] = []
  const meters: ImportMeters = {
    measureOf: (id) => (id === METER ? 'energy' : undefined),
    make: () => 90,
    discard: (id) => discarded.push(id),
    changed: (...change) => changes.push(change),
  }
  const imports = createEnergyImports({ clock: systemClock, jobs, store, hub: createEventHub(silentLog) }, meters)
  const mappingOf = async (text: string): Promise<EnergyImportMapping> => {
    const preview = await imports.preview(utf8('a.csv', text))
    if (!preview.ok) throw new Error(preview.error.message)
    return preview.value.mapping
  }
  const take = async (text: string, target: EnergyImportTarget = { what: 'meter', meterId: METER }): Promise<Job> => {
    const started = await imports.start(utf8('load.csv', text), await mappingOf(text), target)
    if (!started.ok) throw new Error(started.error.message)
    for (let turn = 0; turn < 10_000; turn += 1) {
      const job = ended.find(({ id }) => id === started.value.job.id)
      if (job !== undefined) return job
      await new Promise((next) => setImmediate(next))
    }
    throw new Error('the import does not end')
  }
  const kept = (series: number): number[] => newestIntervals(store.energyImports.intervals(series, 0, Number.MAX_SAFE_INTEGER), false).map(({ value }) => value)
  return { folder, store, jobs, imports, discarded, changes, mappingOf, take, kept }
}

describe('an import of interval data', () => {
  it('is kept in the series of its meter, is listed, and tells from when on something changed', async () => {
    const site = newSite()
    const job = await site.take(hourly(5_000, (hour) => hour % 24))
    expect(job).toMatchObject({ state: 'done', doing: { key: 'energyImport.done', params: { rows: 5_000, left: 0 } } })
    expect(site.kept(METER)).toEqual(Array.from({ length: 5_000 }, (_, hour) => hour % 24))
    expect(site.imports.list()).toMatchObject([{ fileName: 'load.csv', meterId: METER, rows: 5_000, left: 0, fromMs: START_MS, undoneAtMs: null }])
    expect(site.changes).toEqual([[METER, START_MS]])
  })

  it('says before it is taken what it brings, what is wrong, and what is there already', async () => {
    const site = newSite()
    await site.take(hourly(10, () => 1))
    const preview = await site.imports.preview(utf8('b.csv', `${hourly(12, () => 2)}nonsense,1\n`), undefined, { what: 'meter', meterId: METER })
    expect(preview).toMatchObject({ ok: true, value: { total: 13, good: 12, known: 10, sum: 24, intervalMinutes: 60, fromMs: START_MS, toMs: START_MS + 12 * 3_600_000, columns: ['time', 'kWh'] } })
    expect(preview.ok && preview.value.problems).toMatchObject([{ line: 14, text: { key: 'energyImport.problem.time' } }])
    expect(preview.ok && preview.value.rows[0]).toMatchObject({ line: 2, startMs: START_MS, value: 2, problem: null })
    expect(site.kept(METER)).toEqual(Array.from({ length: 10 }, () => 1))
  })

  it('replaces an older one where both speak, until it is undone', async () => {
    const site = newSite()
    await site.take(hourly(4, () => 1))
    await site.take(hourly(2, () => 9, START_MS + 3_600_000))
    expect(site.kept(METER)).toEqual([1, 9, 9, 1])
    const [newer] = site.imports.list()
    expect(site.imports.undo(newer!.id)).toMatchObject({ ok: true })
    expect(site.kept(METER)).toEqual([1, 1, 1, 1])
    expect(site.imports.undo(newer!.id)).toMatchObject({ ok: false, error: { code: 'import-undone' } })
    expect(site.imports.undo(99)).toMatchObject({ ok: false, error: { code: 'import-unknown' } })
  })

  it('that is cancelled half-way leaves nothing, and the meter made for it goes', async () => {
    const site = newSite()
    const add = site.store.energyImports.add.bind(site.store.energyImports)
    let written = 0
    Object.assign(site.store.energyImports, {
      add: (...args: Parameters<typeof add>) => {
        add(...args)
        written += 1
        if (written === 2) site.jobs.cancel(site.jobs.running('import')!.id)
      },
    })
    expect(await site.take(hourly(9_000, () => 1), { what: 'newMeter', name: 'Main', medium: 'electricity' })).toMatchObject({ state: 'cancelled' })
    expect(written).toBe(2)
    expect(site.discarded).toEqual([90])
    expect(site.imports.list()).toEqual([])
    expect(site.kept(90)).toEqual([])
    expect(site.changes).toEqual([])
  })

  it('on a full disk is refused in words and leaves nothing once there is room again', async () => {
    const site = newSite()
    const add = site.store.energyImports.add.bind(site.store.energyImports)
    let added = 0
    Object.assign(site.store.energyImports, {
      add: (...args: Parameters<typeof add>) => {
        added += 1
        if (added === 2) throw new StoreWriteError({ code: 'disk-full', message: 'full' }, null)
        add(...args)
      },
    })
    const job = await site.take(hourly(9_000, () => 1), { what: 'newMeter', name: 'Main', medium: 'electricity' })
    expect(job).toMatchObject({ state: 'failed', failure: { code: 'disk-full' } })
    expect(site.discarded).toEqual([90])
    expect(site.imports.list()).toEqual([])
    expect(site.kept(90)).toEqual([])
  })

  it('that a dead process left half-way does not count after the next start, and its rows go with the next import', async () => {
    const site = newSite()
    const { energyImports } = site.store
    const id = energyImports.insert({ atMs: 1, fileName: 'dead.csv', target: { what: 'meter', meterId: METER }, meterId: METER, rows: 1, left: 0, fromMs: START_MS, toMs: START_MS + 1 })
    energyImports.add(id, METER, { startsMs: Float64Array.of(START_MS), endsMs: Float64Array.of(START_MS + 1), values: Float64Array.of(5) }, 0, 1)
    expect(site.kept(METER)).toEqual([])
    await site.take(hourly(1_000, () => 1, START_MS + 86_400_000))
    expect(site.imports.list()).toHaveLength(1)
    expect(site.kept(METER)).toHaveLength(1_000)
    expect(energyImports.sweep()).toBe(false)
  })

  it('of temperatures goes to the weather, never to a meter, and energy never to the weather', async () => {
    const site = newSite()
    const text = `time,temp °C\n${Array.from({ length: 24 }, (_, hour) => `2026-03-01 ${String(hour).padStart(2, '0')}:00,${hour - 5}`).join('\n')}\n`
    const mapping = await site.mappingOf(text)
    expect(await site.imports.start(utf8('w.csv', text), mapping, { what: 'meter', meterId: METER })).toMatchObject({ ok: false, error: { code: 'import-unit-target' } })
    expect(await site.imports.start(utf8('w.csv', text), { ...mapping, values: 'energyPerInterval', unit: 'kWh' }, { what: 'weather', forecast: false })).toMatchObject({ ok: false, error: { code: 'import-unit-target' } })
    await site.take(text, { what: 'weather', forecast: false })
    expect(site.kept(0)[0]).toBe(-5)
    expect(site.changes).toEqual([[null, Date.UTC(2026, 2, 1)]])
  })

  it.each([
    [{ unit: 'parsec' }, 'import-unit-unknown'],
    [{ unit: 'kW' }, 'import-unit-kind'],
    [{ timeZone: 'Mars/Olympus' }, 'import-time-zone'],
  ] as const)('with %o is refused', async (change, code) => {
    const site = newSite()
    const text = hourly(3, () => 1)
    expect(await site.imports.start(utf8('a.csv', text), { ...(await site.mappingOf(text)), ...change }, { what: 'meter', meterId: METER })).toMatchObject({ ok: false, error: { code } })
  })

  const german = 'Zählpunkt;München\nZeitstempel;Wirkarbeit (kWh)\n01.03.2026 00:15;1,5\n01.03.2026 00:30;2,25\n01.03.2026 00:45;3\n'
  it.each([
    ['UTF-8 with a mark', utf8('zähler.csv', `\uFEFF${german}`)],
    ['UTF-16 with a mark', utf16('zähler.csv', german, 'le', true)],
    ['UTF-16 of the other order', utf16('zähler.csv', german, 'be', true)],
    ['Windows-1252', latin('zähler.csv', german)],
  ])('reads the same in %s', async (_, file) => {
    const preview = await newSite().imports.preview(file)
    expect(preview).toMatchObject({ ok: true, value: { total: 3, good: 3, sum: 6.75, columns: ['Zeitstempel', 'Wirkarbeit (kWh)'], mapping: { unit: 'kWh' } } })
  })

  it('of a picture or a program has nothing to take', async () => {
    const site = newSite()
    const octets = Uint8Array.from({ length: 50_000 }, (_, i) => (i * 7_919 + (i >> 3) * 31) % 256)
    expect(await site.imports.preview({ ...utf8('photo.jpg', ''), bytes: octets })).toMatchObject({ ok: false, error: { code: 'import-not-text', detail: { file: 'photo.jpg' } } })
    expect(site.kept(METER)).toEqual([])
  })

  it('without a row that could be taken changes nothing and says so', async () => {
    const site = newSite()
    expect(await site.take('hello\nworld\n')).toMatchObject({ state: 'failed', failure: { code: 'import-nothing' } })
    expect(await site.imports.preview(utf8('empty.csv', ''))).toMatchObject({ ok: false, error: { code: 'import-empty', detail: { file: 'empty.csv' } } })
    expect(await site.imports.start(utf8('a.csv', hourly(2, () => 1)), await site.mappingOf(hourly(2, () => 1)), { what: 'meter', meterId: 3 })).toMatchObject({ ok: false, error: { code: 'import-meter-unknown' } })
  })
})
