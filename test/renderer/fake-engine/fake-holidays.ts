/** Holidays that calendars of the made-up building tell: some to offer, one known, one too wide, an object that cannot be understood; decisions are kept. */
import type { Handlers, EngineEvents, EventName } from '../../../shared/contract.ts'
import type { HOLIDAY_CALLS } from '../../../shared/calls/holiday-calls.ts'
import type { HolidayChange, HolidayProposal, HolidaySource, ProposalState } from '../../../shared/domain/holiday-proposals.ts'
import type { HolidayEntry } from '../../../shared/domain/holidays.ts'
import type { Job } from '../../../shared/domain/job.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import { message } from '../../../shared/message.ts'
import { failure, ok } from '../../../shared/result.ts'

interface FakeHolidayParts {
  readonly settings: () => Settings
  readonly enter: (holidays: readonly HolidayEntry[]) => void
  readonly push: <N extends EventName>(name: N, payload: EngineEvents[N]) => void
  readonly job: () => Job
  readonly empty: boolean
  readonly failing: boolean
}

const HOUR_MS = 3_600_000
const NAME = 'Public holidays'

const sourcesAt = (nowMs: number): readonly HolidaySource[] => [
  { deviceId: 1, pointId: null, deviceName: 'Device 1001 “AHU-1” at 10.0.0.11:47808', object: 'CAL 1', objectName: NAME, readAtMs: nowMs - 3 * HOUR_MS },
  { deviceId: 2, pointId: null, deviceName: 'Device 1002 “AHU-2” at 10.0.0.12:47808', object: 'SCH 3', objectName: 'Occupancy', readAtMs: nowMs - 3 * HOUR_MS },
]

const entry = (on: string): HolidayEntry => ({ on, name: NAME, works: false })

/** What the calendars tell, whatever the list says. */
const TOLD: readonly { readonly when: string; readonly adds: readonly HolidayEntry[]; readonly days: number; readonly resting: number; readonly running: number; readonly wide?: true }[] = [
  { when: '*-12-25', adds: [entry('12-25')], days: 3, resting: 14, running: 0 },
  { when: '*-12-26', adds: [entry('12-26')], days: 3, resting: 14, running: 0 },
  { when: '*-11 days 22-28 Thu', adds: ['2026-11-26', '2027-11-25', '2028-11-23'].map(entry), days: 3, resting: 14, running: 1 },
  { when: '2026-12-28 .. 2026-12-31', adds: ['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31'].map(entry), days: 4, resting: 2, running: 0 },
  { when: '*-* Fri', adds: [], days: 157, resting: 0, running: 3, wide: true },
]

export const fakeHolidays = ({ settings, enter, push, job, empty, failing }: FakeHolidayParts): Pick<Handlers, keyof typeof HOLIDAY_CALLS> => {
  const startedAtMs = Date.now()
  const dismissed = new Set<string>()
  let changes: readonly HolidayChange[] = empty ? [] : [{ id: 1, atMs: startedAtMs - 30 * HOUR_MS, who: 'kim', what: 'entered', added: [{ on: '05-15', name: 'bridge day', works: false }], removed: [], source: '', undoneAtMs: null }]

  const proposals = (): readonly HolidayProposal[] => {
    const known = new Set(settings().holidays.map(({ on }) => on))
    return TOLD.map(({ when, adds: all, days, resting, running, wide }, at) => {
      const adds = all.filter(({ on }) => !known.has(on))
      const state: ProposalState = wide === true ? 'wide' : adds.length === 0 ? 'known' : dismissed.has(when) ? 'dismissed' : 'offered'
      return { key: when, when, state, adds, days, resting, running, sources: sourcesAt(startedAtMs).slice(at === 3 ? 1 : 0, at === 0 ? 2 : at === 3 ? 2 : 1) }
    })
  }
  const report = () =>
    ok(
      empty
        ? { readAtMs: null, objects: 0, proposals: [], problems: [] }
        : { readAtMs: startedAtMs - 3 * HOUR_MS, objects: 31, proposals: proposals(), problems: [{ source: { ...sourcesAt(startedAtMs)[1]!, object: 'CAL 9', objectName: 'Old calendar' }, problem: message('holidays.malformed') }] },
    )
  const record = (change: Pick<HolidayChange, 'what' | 'added' | 'removed' | 'source'>): void => {
    changes = [{ ...change, id: changes.length + 1, atMs: Date.now(), who: 'kim', undoneAtMs: null }, ...changes]
    push('holidaysChanged', null)
  }
  const fails = () => failure('engine-bug', 'The calendars failed.', { name: 'holidays' })
  return {
    listHolidayProposals: () => (failing ? fails() : report()),
    readHolidayCalendars: () => (empty ? failure('calendars-none', 'No device has a calendar or a schedule.') : ok({ job: job() })),
    acceptHolidayProposals: ({ keys }) => {
      const added = proposals().filter(({ key }) => keys.includes(key)).flatMap(({ adds }) => adds)
      enter([...settings().holidays, ...added])
      record({ what: 'accepted', added, removed: [], source: keys.join('; ') })
      return report()
    },
    dismissHolidayProposals: ({ keys, dismissed: off }) => {
      for (const key of keys) if (off) dismissed.add(key)
      else dismissed.delete(key)
      record({ what: off ? 'dismissed' : 'restored', added: [], removed: [], source: keys.join('; ') })
      return report()
    },
    listHolidayChanges: () => (failing ? fails() : ok(changes)),
    undoHolidayChange: ({ changeId }) => {
      const undone = changes.find(({ id }) => id === changeId)
      if (undone === undefined) return failure('holiday-change-unknown', 'There is no such change.', { id: changeId })
      const gone = new Set(undone.added.map(({ on }) => on))
      enter([...settings().holidays.filter(({ on }) => !gone.has(on)), ...undone.removed])
      changes = changes.map((change) => (change.id === changeId ? { ...change, undoneAtMs: Date.now() } : change))
      record({ what: 'undone', added: undone.removed, removed: undone.added, source: undone.source })
      return ok(changes)
    },
  }
}
