/** Holidays from the building's own calendars: read once a day and when somebody asks, offered, accepted or dismissed by a person. */
import type { HolidayProposal, HolidayProposals, HolidaySource } from '../../../../shared/domain/holiday-proposals.ts'
import type { Job } from '../../../../shared/domain/job.ts'
import type { Device } from '../../../../shared/domain/device.ts'
import { objectLabel } from '../../../../shared/domain/object-type.ts'
import { message } from '../../../../shared/message.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import type { ReadManner } from '../../bacnet/property-reader.ts'
import type { HolidayObjectRow } from '../../store/tables/holidays-table.ts'
import type { SiteContext } from '../site-context.ts'
import { inSlices } from '../slices.ts'
import { deviceLabel } from '../writing/write-target.ts'
import { isHolidayPoint, readCalendars } from './calendar-reader.ts'
import { createHolidayList, type HolidayList } from './holiday-list.ts'
import { meaninglessIn, proposalsOf, type ToldObject } from './proposals.ts'
import type { Told } from './told.ts'

/** When somebody is due is looked at so often; the first time some minutes after the start. */
const LOOK_EVERY_MS = 15 * 60_000
const READ_EVERY_MS = 24 * 3_600_000
/** In the store's `meta`: when all calendars were read. */
const READ_KEY = 'holidays.read'

export interface Holidays {
  readonly list: HolidayList
  proposals(): Promise<HolidayProposals>
  /** Fails with `calendars-running`, `calendars-none`. */
  startReading(): Result<{ readonly job: Job }>
  /** Fails with `holiday-proposal-unknown` when one of them is offered no more, `holidays-full`. */
  accept(keys: readonly string[]): Promise<Result<HolidayProposals>>
  dismiss(keys: readonly string[], dismissed: boolean): Promise<Result<HolidayProposals>>
  stop(): Promise<void>
}

const sourceText = ({ sources, when }: HolidayProposal): string => {
  const [first] = sources
  const more = sources.length > 1 ? ` (+${sources.length - 1})` : ''
  return first === undefined ? when : `${when}: ${first.deviceName} ${first.object}${first.objectName === '' ? '' : ` “${first.objectName}”`}${more}`
}

export const createHolidays = (site: SiteContext, who: string): Holidays => {
  const { acquisition, clock, hub, jobs, log, points, registry, store } = site
  const list = createHolidayList(site, who)
  const stopped = new AbortController()
  let reading: Promise<void> | null = null

  const pointsOf = ({ id }: Device) => points.ofDevice(id).filter(isHolidayPoint)
  const devices = (): readonly Device[] => registry.list().filter((device) => pointsOf(device).length > 0)

  const readAll = async (manner: ReadManner, report: (done: number, of: number, device: Device) => void): Promise<{ readonly read: number; readonly silent: number }> => {
    const asked = devices()
    let read = 0
    for (const [at, device] of asked.entries()) {
      if (manner.signal.aborted) break
      report(at, asked.length, device)
      const rows = await readCalendars(acquisition, device, pointsOf(device), manner, () => clock.nowMs())
      if (rows === undefined || registry.get(device.id) === undefined) continue
      store.holidays.saveObjects(device.id, rows)
      read += 1
    }
    if (read > 0) store.setMeta(READ_KEY, String(clock.nowMs()))
    hub.emit('holidaysChanged', null)
    return { read, silent: asked.length - read }
  }

  const lastReadMs = (): number | null => {
    const text = store.meta(READ_KEY)
    return text === undefined ? null : Number(text)
  }
  const look = (): void => {
    const before = lastReadMs()
    const now = clock.nowMs()
    if (reading !== null || jobs.running('holidays') !== undefined || devices().length === 0) return
    if (before !== null && before <= now && now - before < READ_EVERY_MS) return
    reading = readAll({ signal: stopped.signal, priority: 'background' }, () => undefined)
      .then(() => undefined, (error: unknown) => log.warn('the calendars could not be read', error))
      .finally(() => (reading = null))
  }
  const stopTimer = clock.every(LOOK_EVERY_MS, look)

  const sourceOf = (row: HolidayObjectRow, device: Device): HolidaySource => {
    const point = points.ofDevice(device.id).find(({ objectType, objectInstance }) => objectType === row.objectType && objectInstance === row.objectInstance)
    return {
      deviceId: device.id, pointId: point?.id ?? null, deviceName: deviceLabel(device), object: objectLabel(row.objectType, row.objectInstance),
      objectName: point?.description || point?.name || '', readAtMs: row.readAtMs,
    }
  }
  const objects = (): readonly ToldObject[] =>
    store.holidays.objects().flatMap((row) => {
      const device = registry.get(row.deviceId)
      if (device === undefined) return []
      return [{ source: sourceOf(row, device), device: device.instance, objectType: row.objectType, objectInstance: row.objectInstance, told: JSON.parse(row.told) as Told }]
    })

  const proposals = async (): Promise<HolidayProposals> => {
    const told = objects()
    const now = { entries: store.settings().holidays, dismissed: new Set(store.holidays.dismissals()), today: site.pipeline.holidays().today.date }
    return {
      readAtMs: lastReadMs(),
      objects: devices().reduce((sum, device) => sum + pointsOf(device).length, 0),
      proposals: await inSlices(clock, proposalsOf(told, now)),
      problems: told.flatMap(({ source, told: said }) => {
        if (said.kind === 'unread') return [{ source, problem: said.problem }]
        const entries = meaninglessIn(said)
        return entries === 0 ? [] : [{ source, problem: message('holidays.meaningless', { count: entries }) }]
      }),
    }
  }

  /** The proposals of these keys, or why one of them is not there to be decided. */
  const chosen = async (keys: readonly string[], states: readonly HolidayProposal['state'][]): Promise<Result<readonly HolidayProposal[]>> => {
    const now = new Map((await proposals()).proposals.map((proposal) => [proposal.key, proposal]))
    const gone = keys.find((key) => !states.includes(now.get(key)?.state ?? 'known'))
    if (gone !== undefined) return failure('holiday-proposal-unknown', `${gone} is not offered any more. Look at the calendars again.`, { when: gone })
    return ok([...new Set(keys)].map((key) => now.get(key)!))
  }

  return {
    list,
    proposals,
    startReading: () => {
      if (reading !== null || jobs.running('holidays') !== undefined) return failure('calendars-running', 'The calendars are being read already. Wait for its end.')
      if (devices().length === 0) return failure('calendars-none', 'No device has a calendar or a schedule. Search for devices first.')
      const job = jobs.start('holidays', message('holidays.starting'), async (handle) => {
        const { read, silent } = await readAll({ signal: handle.signal, priority: 'user' }, (done, of, device) => handle.report(done / of, message('holidays.reading', { device: deviceLabel(device) })))
        return ok(message('holidays.read', { read, silent }))
      })
      return ok({ job })
    },
    accept: async (keys) => {
      const wanted = await chosen(keys, ['offered', 'dismissed'])
      if (!wanted.ok) return wanted
      const accepted = list.accept(wanted.value.flatMap(({ adds }) => adds), wanted.value.map(sourceText).join('; '))
      return accepted.ok ? ok(await proposals()) : accepted
    },
    dismiss: async (keys, dismissed) => {
      const wanted = await chosen(keys, [dismissed ? 'offered' : 'dismissed'])
      if (!wanted.ok) return wanted
      const source = wanted.value.map(sourceText).join('; ')
      store.holidays.setDismissed(keys, dismissed, { atMs: clock.nowMs(), who, what: dismissed ? 'dismissed' : 'restored', added: [], removed: [], source, undoneAtMs: null })
      hub.emit('holidaysChanged', null)
      return ok(await proposals())
    },
    stop: async () => {
      stopTimer()
      stopped.abort()
      await reading
    },
  }
}
