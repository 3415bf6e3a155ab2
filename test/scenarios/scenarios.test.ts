/** Stories of a building: readings in, alerts out. */
import { describe, expect, it, vi } from 'vitest'
import { QUALITY } from '../../shared/domain/quality.ts'
import { compressor, fan, humidity, meter, outdoorAir, setPoint, supplyAir, valve, zoneAir } from './healthy-points.ts'
import { runScenario, type Scenario, type ScenarioPoint } from './scenario.ts'

// Days of readings take a second or two, more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const run = async (scenario: Scenario) => {
  const outcome = await runScenario(scenario)
  expect(outcome.wrong).toEqual([])
  return outcome
}

const SUPPLY_HIGH = 'active equipment supply alert.analog.above'

describe('a healthy building', () => {
  it('raises nothing in five days after twenty-five learnt ones', async () => {
    const { alerts } = await run({
      points: { outdoor: outdoorAir, supply: supplyAir, zone: zoneAir, rh: humidity, fan, compressor, meter, setPoint, valve },
      historyDays: 25, intervalMs: 60_000, steps: [{ for: '5d', alerts: [] }],
    })
    expect(alerts).toEqual([])
  })

  it('raises nothing on the first day, when nothing is learnt', async () => {
    const { alerts } = await run({
      points: { outdoor: outdoorAir, supply: supplyAir, zone: zoneAir, rh: humidity, fan, compressor, meter, setPoint, valve },
      intervalMs: 30_000, steps: [{ for: '1d', alerts: [] }],
    })
    expect(alerts).toEqual([])
  })
})

describe('a biased sensor', () => {
  it('is an equipment alert within 45 seconds, and clears when it is over', async () => {
    const { alerts } = await run({
      points: { supply: supplyAir }, historyDays: 25,
      steps: [{ for: '10m', alerts: [] }, { for: '45s', read: { supply: '~+6' }, alerts: [SUPPLY_HIGH] }, { for: '2m', alerts: ['cleared equipment supply alert.analog.above'] }],
    })
    expect(alerts[0]).toMatchObject({ severity: 'high', kind: 'equipment' })
    expect(alerts[0]?.expected).toBeCloseTo(16, 0)
    expect(alerts[0]?.low).toBeGreaterThan(13)
    expect(alerts[0]?.high).toBeLessThan(19)
  })

  it('clears soon after it is over although it began before the recent level was known', async () => {
    await run({
      points: { supply: supplyAir }, historyDays: 25,
      steps: [{ for: '40s', alerts: [] }, { for: '4m', read: { supply: '~+6' }, alerts: [SUPPLY_HIGH] }, { for: '2m', alerts: ['cleared equipment supply alert.analog.above'] }],
    })
    await run({
      points: { supply: supplyAir }, historyDays: 25,
      steps: [{ for: '20m', read: { supply: '~+6' }, alerts: [SUPPLY_HIGH] }, { for: '2m', alerts: ['cleared equipment supply alert.analog.above'] }],
    })
  })

  it('is found at the first abnormal reading without an on-delay', async () => {
    await run({
      points: { supply: supplyAir }, historyDays: 25, settings: { alertOnDelayMs: 0 },
      steps: [{ for: '10m', alerts: [] }, { for: '5s', read: { supply: '~+6' }, alerts: [SUPPLY_HIGH] }],
    })
  })

  it('is found on outdoor air, whose level says little, by its sudden step', async () => {
    await run({
      points: { outdoor: outdoorAir }, historyDays: 25,
      steps: [{ for: '30m', alerts: [] }, { for: '45s', read: { outdoor: '~+8' }, alerts: ['active equipment outdoor alert.analog.above'] }],
    })
  })

  it('is found although three days of the history were wrong', async () => {
    await run({
      points: { supply: supplyAir }, historyDays: 25, history: (_, value, { day }) => (day % 8 === 0 ? value + 6 : value),
      steps: [{ for: '10m', alerts: [] }, { for: '45s', read: { supply: '~+6' }, alerts: [SUPPLY_HIGH] }],
    })
  })

  it('stays one alert while it lasts, through an acknowledgement', async () => {
    const { alerts, memory } = await run({
      points: { supply: supplyAir }, historyDays: 25,
      steps: [
        { for: '10m' },
        { for: '2m', read: { supply: '~+6' }, alerts: [SUPPLY_HIGH] },
        { acknowledge: 'looking at it', for: '30m', read: { supply: '~+6' }, alerts: ['active+acknowledged equipment supply alert.analog.above'] },
        { for: '2m', alerts: [] },
      ],
    })
    expect(alerts).toHaveLength(1)
    expect(memory.transitions.get(1)?.map(({ what }) => what)).toEqual(['raised', 'acknowledged', 'cleared'])
  })

  it('is a new alert when it comes back after it was cleared', async () => {
    await run({
      points: { supply: supplyAir }, historyDays: 25,
      steps: [{ for: '10m' }, { for: '1m', read: { supply: '~+6' } }, { for: '5m' }, { for: '1m', read: { supply: '~+6' }, alerts: ['cleared equipment supply alert.analog.above', SUPPLY_HIGH] }],
    })
  })

  it('does not flicker at the limit: the dead band and the off-delay hold it', async () => {
    const { alerts } = await run({
      points: { supply: supplyAir }, historyDays: 25,
      steps: [{ for: '10m' }, { for: '1m', read: { supply: '~+6' } }, { for: '25s', read: { supply: '~x5' } }, { for: '1m', read: { supply: '~+6' } }, { for: '25s' }, { for: '1m', read: { supply: '~+6' }, alerts: [SUPPLY_HIGH] }],
    })
    expect(alerts).toHaveLength(1)
  })
})

describe('data problems', () => {
  it('a spike is a flag on its reading, not an alert', async () => {
    const { alerts, memory } = await run({ points: { zone: zoneAir }, historyDays: 25, steps: [{ for: '10m' }, { for: '5s', read: { zone: '~+40' } }, { for: '10m', alerts: [] }] })
    expect(alerts).toEqual([])
    const spikes = memory.readings(1).filter(({ quality }) => (quality & QUALITY.spike) !== 0)
    expect(spikes).toHaveLength(1)
    expect(spikes[0]?.value).toBeGreaterThan(50)
  })

  it('a stuck sensor is a data problem, not an equipment problem', async () => {
    const { alerts } = await run({
      points: { zone: zoneAir }, historyDays: 25, intervalMs: 30_000,
      steps: [{ for: '10m', alerts: [] }, { for: '4h', read: { zone: '21.5' }, alerts: ['active data zone data.flat'] }, { for: '10m', alerts: ['cleared data zone data.flat'] }],
    })
    expect(alerts).toHaveLength(1)
  })

  it('a broken wire is a data problem of its range', async () => {
    const { alerts } = await run({ points: { zone: zoneAir }, historyDays: 25, steps: [{ for: '10m' }, { for: '2m', read: { zone: '-242' }, alerts: ['active data zone data.outOfRange'] }] })
    expect(alerts.filter(({ kind }) => kind === 'equipment')).toEqual([])
  })

  it('no number and a fault flag are named as such', async () => {
    await run({
      points: { zone: zoneAir, rh: humidity }, historyDays: 25,
      steps: [{ for: '10m' }, { for: '2m', read: { zone: 'nan', rh: '~!fault' }, alerts: ['active data zone data.notANumber', 'active data rh data.fault'] }],
    })
  })

  it('a dropout says nothing about the equipment; a point without readings is stale', async () => {
    const { live, pipeline } = await run({ points: { supply: supplyAir, zone: zoneAir }, historyDays: 25, steps: [{ for: '10m' }, { for: '5m', read: { supply: '_' }, alerts: [] }] })
    expect(pipeline.counts().stale).toBe(1)
    expect(live.some(({ pointIds, states }) => pointIds.some((id, i) => id === 1 && states[i] === 2))).toBe(true)
  })

  it('forty unconnected inputs of one device are one alert, not forty', async () => {
    const zeros = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`t${i}`, { healthy: () => 0 }]))
    const { alerts } = await run({ points: { ...zeros, zone: zoneAir }, steps: [{ for: '20m', alerts: ['active data device data.zero.group'] }] })
    expect(alerts).toHaveLength(1)
    expect(alerts[0]?.title.params?.['count']).toBe(40)
  })

  it('three of them are an alert each', async () => {
    const zeros = Object.fromEntries(Array.from({ length: 3 }, (_, i) => [`t${i}`, { healthy: () => 0 }]))
    await run({ points: zeros, steps: [{ for: '20m', alerts: ['active data t0 data.zero', 'active data t1 data.zero', 'active data t2 data.zero'] }] })
  })

  it('late ones turn single alerts into one of the device', async () => {
    const points = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`z${i}`, zoneAir]))
    const some = Object.fromEntries(['z0', 'z1', 'z2', 'z3'].map((name) => [name, 'nan']))
    const most = Object.fromEntries(['z0', 'z1', 'z2', 'z3', 'z4', 'z5', 'z6'].map((name) => [name, 'nan']))
    const { alerts } = await run({ points, steps: [{ for: '1m' }, { for: '2m', read: some }, { for: '2m', read: most }, { acknowledge: '' }, { for: '5s', alerts: ['active+acknowledged data device data.notANumber.group'], read: most }, { for: '3m', alerts: [] }] })
    expect(alerts).toHaveLength(5)
  })
})

describe('what was not observed', () => {
  it('a device that goes offline is one alert; its open alerts are frozen, and it clears its own', async () => {
    await run({
      points: { supply: supplyAir }, historyDays: 25,
      steps: [
        { for: '10m' },
        { for: '1m', read: { supply: '~+6' }, alerts: [SUPPLY_HIGH] },
        { device: 'offline', for: '2h', read: { supply: '_' }, alerts: [SUPPLY_HIGH, 'active device device device.offline'] },
        { device: 'online', for: '30s', read: { supply: '~+6' }, alerts: [SUPPLY_HIGH, 'cleared device device device.offline'] },
        { for: '2m', alerts: ['cleared equipment supply alert.analog.above', 'cleared device device device.offline'] },
      ],
    })
  })

  it('nothing is judged across a night of sleep, and delays start anew', async () => {
    await run({
      points: { supply: supplyAir, outdoor: outdoorAir }, historyDays: 25,
      steps: [{ for: '10m' }, { for: '20s', read: { supply: '~+6' } }, { sleep: '16h', for: '10s', read: { supply: '~+6' }, alerts: [] }, { for: '20m', alerts: [] }],
    })
  })

  it('a wall clock that jumps back an hour makes no alert and no negative duration', async () => {
    const { alerts, memory } = await run({
      points: { supply: supplyAir, fan }, historyDays: 25,
      steps: [{ for: '10m' }, { for: '20s', read: { supply: '~+6' } }, { clockJump: '-1h', for: '25s', read: { supply: '~+6' }, alerts: [] }, { for: '30s', read: { supply: '~+6' }, alerts: [SUPPLY_HIGH] }],
    })
    expect((alerts[0]?.raisedAtMs ?? 0) - (alerts[0]?.startedAtMs ?? 0)).toBeGreaterThanOrEqual(30_000)
    expect(memory.gaps).toEqual([])
  })

  it('a wall clock that jumps ahead leaves a gap in the coverage', async () => {
    const { memory } = await run({ points: { supply: supplyAir }, historyDays: 25, steps: [{ for: '10m' }, { clockJump: '2h', for: '1m', alerts: [] }] })
    expect(memory.gaps).toHaveLength(1)
    expect(memory.gaps[0]).toMatchObject({ reason: 'clockJump', deviceId: null })
  })
})

describe('points that are not judged by level', () => {
  it('a meter that is reset, and one that rolls over, are no equipment problem', async () => {
    await run({ points: { meter }, historyDays: 25, steps: [{ for: '10m' }, { for: '5m', read: { meter: '0+0.1x58' } }, { for: '1h', alerts: [] }] })
  })

  it('a set-point moved by the operator is no problem', async () => {
    await run({ points: { setPoint }, historyDays: 25, steps: [{ for: '10m' }, { for: '2h', read: { setPoint: '25' }, alerts: [] }] })
  })

  it('an output that saturates is no problem', async () => {
    await run({ points: { valve }, historyDays: 25, steps: [{ for: '10m' }, { for: '2h', read: { valve: '100' }, alerts: [] }] })
  })
})

describe('binary points', () => {
  it('a fan left running at night is found within half an hour', async () => {
    await run({
      points: { fan }, historyDays: 25, start: '2026-02-02T17:30:00Z', intervalMs: 30_000,
      steps: [{ for: '25m', alerts: [] }, { for: '20m', read: { fan: '1' }, alerts: [] }, { for: '30m', read: { fan: '1' }, alerts: ['active equipment fan alert.unusualHour'] }, { for: '5m', alerts: ['cleared equipment fan alert.unusualHour'] }],
    })
  })

  it('a compressor that short-cycles is found', async () => {
    await run({
      points: { compressor }, historyDays: 25, intervalMs: 30_000,
      steps: [{ for: '1h', alerts: [] }, { for: '40m', read: { compressor: Array(20).fill('0x2 1x2').join(' ') }, alerts: ['active equipment compressor alert.toggling'] }],
    })
  })

  it('a compressor that runs longer than ever is found', async () => {
    await run({ points: { compressor }, historyDays: 25, intervalMs: 30_000, steps: [{ for: '30m' }, { for: '2h', read: { compressor: '1' }, alerts: ['active equipment compressor alert.runTime'] }] })
  })

  it('a unit whose mode stays in warm-up, or heats at night, is found and named by its state', async () => {
    const unit: ScenarioPoint = {
      objectType: 19, kind: 'multiState', units: null, stateTexts: ['Off', 'Warm-up', 'Heating'],
      healthy: ({ hour, weekday }) => (weekday % 6 === 0 || hour < 6 || hour >= 17 ? 1 : hour < 7 ? 2 : 3),
    }
    await run({ points: { unit }, historyDays: 25, intervalMs: 60_000, start: '2026-02-02T05:00:00Z', steps: [{ for: '1h', alerts: [] }, { for: '4h', read: { unit: '2' }, alerts: ['active equipment unit alert.stateStay'] }] })
    const night = await runScenario({ points: { unit }, historyDays: 25, intervalMs: 60_000, start: '2026-02-02T00:30:00Z', steps: [{ for: '1h', read: { unit: '3' }, alerts: ['active equipment unit alert.unusualState'] }] })
    expect(night.wrong).toEqual([])
    expect(night.alerts[0]?.title.params).toMatchObject({ point: 'unit', state: 'Heating' })
    expect(night.alerts[0]?.explanation[0]).toMatchObject({ key: 'alert.by.unusualState', params: { rest: 'Off' } })
  })

  it('an alarm contact that goes on for the first time is found at once', async () => {
    await run({
      points: { 'AHU-1 Frost Alarm': { objectType: 3, kind: 'binary', units: null, healthy: () => 0 } }, historyDays: 5,
      steps: [{ for: '10m' }, { for: '40s', read: { 'AHU-1 Frost Alarm': '1' }, alerts: ['active equipment AHU-1 Frost Alarm alert.alarmContact'] }],
    })
  })
})

describe('a restart', () => {
  it('in the middle of an episode goes on with the same alert', async () => {
    const { alerts } = await run({
      points: { supply: supplyAir, outdoor: outdoorAir }, historyDays: 25,
      steps: [
        { for: '30m' },
        { for: '1m', read: { supply: '~+6', outdoor: '~+8' } },
        { restart: true, for: '5m', read: { supply: '~+6', outdoor: '~+8' }, alerts: [SUPPLY_HIGH, 'active equipment outdoor alert.analog.above'] },
        { for: '2m', alerts: ['cleared equipment supply alert.analog.above', 'cleared equipment outdoor alert.analog.above'] },
      ],
    })
    expect(alerts).toHaveLength(2)
  })

  it('keeps a stuck sensor and a grouped data problem open, and raises neither again', async () => {
    const zeros = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`t${i}`, { healthy: () => 0 }]))
    const { alerts } = await run({
      points: { ...zeros, zone: zoneAir }, intervalMs: 30_000,
      steps: [{ for: '20m', alerts: ['active data device data.zero.group'] }, { restart: true, for: '40m', alerts: ['active data device data.zero.group'] }, { for: '5m', read: Object.fromEntries(Object.keys(zeros).map((name) => [name, '21+0.1x9'])), alerts: ['cleared data device data.zero.group'] }],
    })
    expect(alerts).toHaveLength(1)
  })
})

describe('a store that refuses', () => {
  it('delays alerts and readings, and loses neither', async () => {
    const { memory, pipeline } = await run({
      points: { supply: supplyAir }, historyDays: 25,
      steps: [{ for: '10m' }, { store: 'refuses', for: '1m', read: { supply: '~+6' }, alerts: [] }, { store: 'works', for: '40s', read: { supply: '~+6' }, alerts: [SUPPLY_HIGH] }],
    })
    pipeline.stop()
    const live = memory.readings(1).filter(({ quality }) => (quality & QUALITY.imported) === 0)
    expect(live).toHaveLength(120 + 12 + 8)
  })
})
