/** Stories of what people and time do with alerts: acknowledged, shelved, in maintenance, called again, chattering, across sleep and restarts. */
import { describe, expect, it, vi } from 'vitest'
import { isLive } from '../../shared/domain/alert.ts'
import { supplyAir, zoneAir } from './healthy-points.ts'
import { runScenario, type Outcome, type Scenario, type Step } from './scenario.ts'

// Days of readings take a second or two, more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const contact = { objectType: 3, kind: 'binary' as const, units: null, name: 'Frost alarm', stateTexts: ['Normal', 'Alarm'], healthy: () => 0 }
const ALARM = { contact: '1' }
const CONTACT = 'equipment contact alert.alarmContact'

const run = async (scenario: Partial<Scenario> & { readonly steps: readonly Step[] }): Promise<Outcome> => {
  const outcome = await runScenario({ points: { contact }, intervalMs: 10_000, historyDays: 5, ...scenario })
  expect(outcome.wrong).toEqual([])
  return outcome
}

const historyOf = ({ memory }: Outcome, id = 1): readonly string[] => (memory.transitions.get(id) ?? []).map(({ what, by }) => `${what}/${by}`)

describe('an alert acknowledged at night', () => {
  it('is still there in the morning, active, and asks to be confirmed rather than acknowledged', async () => {
    const outcome = await run({
      steps: [
        { for: '10m', alerts: [] },
        { for: '2m', read: ALARM, alerts: [`active ${CONTACT}`] },
        { acknowledge: 'not tonight', for: '9h', read: ALARM, alerts: [`active+acknowledged ${CONTACT}`] },
        { for: '3m', alerts: [] },
        { confirm: 'bulb replaced', alerts: [] },
      ],
    })
    expect(historyOf(outcome)).toEqual(['raised/reading', 'acknowledged/person', 'cleared/reading'])
  })

  it('that nobody acknowledged is called again every half hour, and no more after it was', async () => {
    const outcome = await run({
      settings: { reAlarmAfterMs: 1_800_000 },
      steps: [{ for: '10m' }, { for: '95m', read: ALARM }, { acknowledge: 'on it', for: '2h', read: ALARM, alerts: [`active+acknowledged ${CONTACT}`] }],
    })
    expect(outcome.alerts[0]?.severity).toBe('high')
    expect(historyOf(outcome)).toEqual(['raised/reading', 'reAlarmed/time', 'reAlarmed/time', 'reAlarmed/time', 'acknowledged/person'])
  })

  it('is called again by nobody where that is switched off', async () => {
    const outcome = await run({ settings: { reAlarmAfterMs: 0 }, steps: [{ for: '10m' }, { for: '5h', read: ALARM }] })
    expect(historyOf(outcome)).toEqual(['raised/reading'])
  })

  it('is called again when it grows worse, and is not unseen by that', async () => {
    const outcome = await runScenario({
      points: { supply: supplyAir }, historyDays: 25,
      steps: [{ for: '10m' }, { for: '3m', read: { supply: '~+2.6' } }, { acknowledge: 'seen', for: '5m', read: { supply: '~+9' } }],
    })
    const [first] = outcome.alerts
    expect(first).toMatchObject({ severity: 'high', acknowledgeNote: 'seen' })
    expect(historyOf(outcome).slice(-2)).toEqual(['severityChanged/reading', 'reAlarmed/reading'])
  })
})

describe('a shelf', () => {
  it('for one time ends when the alert clears; the next occurrence is seen', async () => {
    const outcome = await run({
      steps: [
        { for: '10m' },
        { for: '2m', read: ALARM },
        { shelve: { oneShot: true }, for: '2h', read: ALARM, alerts: [`active+shelved ${CONTACT}`] },
        { for: '5m', alerts: [`cleared ${CONTACT}`] },
        { acknowledge: '', for: '2h' },
        { for: '2m', read: ALARM, alerts: [`active ${CONTACT}`] },
      ],
    })
    expect(historyOf(outcome)).toEqual(['raised/reading', 'shelved/person', 'cleared/reading', 'unshelved/reading', 'acknowledged/person'])
  })

  it('until a time covers new occurrences of the same until then, which close by themselves; one that is active at its end asks', async () => {
    const outcome = await run({
      steps: [
        { for: '10m' },
        { for: '2m', read: ALARM },
        { shelve: { until: '6h', oneShot: false }, acknowledge: 'known', for: '10m', read: ALARM },
        { for: '80m', alerts: [] },
        { for: '5m', read: ALARM, alerts: [`active+shelved ${CONTACT}`] },
        { for: '80m', alerts: [] },
        { for: '4h', read: ALARM, alerts: [`active ${CONTACT}`] },
      ],
    })
    expect(historyOf(outcome, 2)).toEqual(['raised/reading', 'shelved/time', 'cleared/reading', 'acknowledged/reading', 'unshelved/time'])
    expect(historyOf(outcome, 3).slice(0, 3)).toEqual(['raised/reading', 'shelved/time', 'unshelved/time'])
    expect(outcome.alerts.map(({ shelf }) => shelf)).toEqual([null, null, null])
    expect(outcome.pipeline.counts().alertsSetAside).toBe(0)
  })

  it('taken off one occurrence is taken off the trouble', async () => {
    const outcome = await run({
      steps: [
        { for: '10m' },
        { for: '2m', read: ALARM },
        { shelve: { until: '20h', oneShot: false }, acknowledge: '', for: '1m', read: ALARM },
        { for: '70m' },
        { for: '2m', read: ALARM, alerts: [`active+shelved ${CONTACT}`] },
        { unshelve: true, alerts: [`active ${CONTACT}`] },
        { acknowledge: '', for: '70m', alerts: [] },
        { for: '2m', read: ALARM, alerts: [`active ${CONTACT}`] },
      ],
    })
    expect(outcome.alerts.every(({ shelf }) => shelf === null)).toBe(true)
  })

  it.each([['the laptop slept', { sleep: '3h' }], ['the clock was set forward', { clockJump: '3h' }]] as const)('whose time came while %s is over at the next look', async (_what, jump) => {
    await run({
      steps: [
        { for: '10m' },
        { for: '2m', read: ALARM },
        { shelve: { until: '2h', oneShot: false }, for: '1m', read: ALARM, alerts: [`active+shelved ${CONTACT}`] },
        { ...jump, for: '1m', read: ALARM, alerts: [`active ${CONTACT}`] },
      ],
    })
  })

  it('goes on after a restart, also over new occurrences, and ends at its time', async () => {
    await run({
      steps: [
        { for: '10m' },
        { for: '2m', read: ALARM },
        { shelve: { until: '4h', oneShot: false }, acknowledge: '', for: '1m', read: ALARM },
        { restart: true, for: '1m', read: ALARM, alerts: [`active+acknowledged+shelved ${CONTACT}`] },
        { for: '70m', alerts: [] },
        { restart: true, for: '2m', read: ALARM, alerts: [`active+shelved ${CONTACT}`] },
        { for: '3h', read: ALARM, alerts: [`active ${CONTACT}`] },
      ],
    })
  })
})

describe('maintenance over a filter change', () => {
  it('suppresses what comes, closes what goes with it, and lets what is left ask at its end', async () => {
    const outcome = await run({
      points: { contact, damper: { ...contact, name: 'Damper alarm' } },
      steps: [
        { for: '10m' },
        { maintenance: '2h', for: '5m', read: { contact: '1' }, alerts: [`active+maintenance ${CONTACT}`] },
        { for: '5m', alerts: [] },
        { for: '1h', read: { damper: '1' }, alerts: ['active+maintenance equipment damper alert.alarmContact'] },
        { restart: true, for: '5m', read: { damper: '1' }, alerts: ['active+maintenance equipment damper alert.alarmContact'] },
        { for: '1h', read: { damper: '1' }, alerts: ['active equipment damper alert.alarmContact'] },
      ],
    })
    expect(historyOf(outcome)).toEqual(['raised/reading', 'suppressed/time', 'cleared/reading', 'acknowledged/reading'])
    expect(outcome.alerts[0]?.announcedAtMs).toBeNull()
    expect(historyOf(outcome, 2).slice(0, 3)).toEqual(['raised/reading', 'suppressed/time', 'unsuppressed/time'])
    expect(outcome.alerts.filter(isLive).map(({ id }) => id)).toEqual([2])
  })

  it('suppresses what was active before, and two windows that overlap end once', async () => {
    const outcome = await run({
      steps: [
        { for: '10m' },
        { for: '2m', read: ALARM },
        { maintenance: '1h', for: '30m', read: ALARM },
        { maintenance: '1h', for: '45m', read: ALARM, alerts: [`active+maintenance ${CONTACT}`] },
        { for: '20m', read: ALARM, alerts: [`active ${CONTACT}`] },
      ],
    })
    expect(historyOf(outcome).filter((entry) => entry.startsWith('unsuppressed'))).toHaveLength(1)
  })
})

describe('maintenance of some points of a device', () => {
  const zones = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`z${i}`, zoneAir]))
  const broken = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`z${i}`, 'nan']))
  const maintained = Array.from({ length: 7 }, (_, i) => `z${i}`)
  const GROUP = 'data device data.notANumber.group'
  const rebuilt = (steps: readonly Step[]) => run({ points: zones, historyDays: 0, steps: [{ for: '1m' }, ...steps] })

  it('covers the one alert that stands for them, across a restart, until it ends', async () => {
    await rebuilt([
      { maintenance: '1h', maintained, for: '5m', read: broken(7), alerts: [`active+maintenance ${GROUP}`] },
      { restart: true, for: '30m', read: broken(7), alerts: [`active+maintenance ${GROUP}`] },
      { for: '30m', read: broken(7), alerts: [`active ${GROUP}`] },
    ])
  })

  it('does not cover it when a point outside is affected as well, from the beginning or later', async () => {
    await rebuilt([{ maintenance: '1h', maintained, for: '5m', read: broken(8), alerts: [`active ${GROUP}`] }])
    await rebuilt([
      { maintenance: '1h', maintained, for: '5m', read: broken(7), alerts: [`active+maintenance ${GROUP}`] },
      { for: '5m', read: broken(8), alerts: [`active ${GROUP}`] },
      { for: '5m', read: broken(7), alerts: [`active+maintenance ${GROUP}`] },
    ])
  })
})

describe('a contact that chatters', () => {
  const again: Step = { for: '2m', read: ALARM }
  const rest: Step = { for: '5m' }

  it('is marked at the third time within an hour, also across a restart, until it has been quiet for an hour', async () => {
    const outcome = await run({ steps: [{ for: '10m' }, again, rest, { ...again, restart: true }, rest, { ...again, restart: true }, rest, again, rest, { acknowledge: '' }, { for: '50m' }, { for: '20m' }] })
    expect(outcome.alerts).toHaveLength(4)
    const marked = [1, 2, 3, 4].map((id) => historyOf(outcome, id).filter((entry) => entry.startsWith('chattering')))
    expect(marked).toEqual([[], [], ['chattering/reading', 'chattering/time'], ['chattering/reading', 'chattering/time']])
    expect(outcome.alerts.some(({ chattering }) => chattering)).toBe(false)
  })

  it('three times in three hours is none', async () => {
    const outcome = await run({ steps: [{ for: '10m' }, again, { for: '70m' }, again, { for: '70m' }, again] })
    expect(outcome.alerts.map(({ chattering }) => chattering)).toEqual([false, false, false])
  })
})

describe('a disk that is full', () => {
  it('changes nothing, and what time owes is done when it takes writes again', async () => {
    await run({
      steps: [
        { for: '10m' },
        { for: '2m', read: ALARM },
        { shelve: { until: '1h', oneShot: false } },
        { store: 'refuses', for: '90m', read: ALARM, alerts: [`active+shelved ${CONTACT}`] },
        { store: 'works', for: '1m', read: ALARM, alerts: [`active ${CONTACT}`] },
      ],
    })
  })
})
