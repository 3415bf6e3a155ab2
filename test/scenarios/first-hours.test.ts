/** The story of the first hour on a site nobody has recorded before: what is plainly wrong is told, and what is well stays quiet. */
import { expect, it } from 'vitest'
import { fan, humidity, outdoorAir, supplyAir, zoneAir } from './healthy-points.ts'
import { runScenario } from './scenario.ts'

it('an unconnected input, a broken wire and a short-cycling compressor are told within the first hour, and nothing that is well', async () => {
  const { wrong } = await runScenario({
    points: {
      outdoor: outdoorAir, supply: supplyAir, zone: zoneAir, fan, unused: { ...zoneAir, healthy: () => 0 }, broken: { ...zoneAir, healthy: () => 3_276 },
      compressor: { ...fan, healthy: ({ timeMs }) => Math.floor(timeMs / 30_000) % 2 },
    },
    intervalMs: 10_000,
    steps: [{ for: '50m', alerts: ['active data broken data.outOfRange', 'active data unused data.zero', 'active equipment compressor alert.toggling'] }],
  })
  expect(wrong).toEqual([])
})

const contact = { ...fan, stateTexts: ['Normal', 'Alarm'], healthy: () => 0 }
const plainRoom = { ...zoneAir, healthy: () => 21 }

it('a room that jumps by 15 K, a chilled water supply that falls below freezing and a humidity far off are told in the second half hour', async () => {
  const site = await runScenario({
    points: { zone: zoneAir, chilled: { healthy: ({ noise }) => 6 + 0.1 * noise() }, damp: { ...humidity, healthy: ({ noise }) => 45 + noise() }, other: outdoorAir },
    roles: { zone: 'zone_air_temp', chilled: 'chilled_water_supply_temp', damp: 'air_humidity', other: 'outside_air_temp' },
    intervalMs: 10_000,
    steps: [
      { for: '40m', alerts: [] },
      { for: '2m', read: { zone: '~+15', chilled: '-3', damp: '~+52' }, alerts: ['active equipment zone alert.firstHours.above', 'active equipment chilled alert.plausible.below', 'active equipment damp alert.firstHours.above'] },
    ],
  })
  expect(site.wrong).toEqual([])
  expect((await site.goOn([{ for: '3h', read: { zone: '~+15' } }])).alerts.find(({ pointId }) => pointId === 1)?.clearedAtMs).toBeNull()
  expect((await site.goOn([{ restart: true, for: '10m', read: { zone: '~+15' } }])).alerts.filter(({ clearedAtMs }) => clearedAtMs === null).map(({ pointId }) => pointId)).toEqual([1])
  expect((await site.goOn([{ for: '5m' }])).alerts.filter(({ clearedAtMs }) => clearedAtMs === null)).toEqual([])
})

it('a room that reads 78 °C, or 118 °F, from the first reading on is told within the first minute: sensor, scaling or unit', async () => {
  const { wrong, alerts } = await runScenario({
    points: { celsius: plainRoom, fahrenheit: { ...plainRoom, units: 64, healthy: () => 70 }, boilerRoom: plainRoom, unsure: plainRoom },
    roles: { celsius: 'zone_air_temp', fahrenheit: 'zone_air_temp', boilerRoom: 'zone_air_temp' },
    intervalMs: 10_000,
    steps: [{ for: '1m', read: { celsius: '78', fahrenheit: '118', boilerRoom: '44', unsure: '78' }, alerts: ['active equipment celsius alert.plausible.above', 'active equipment fahrenheit alert.plausible.above'] }],
  })
  expect(wrong).toEqual([])
  expect(alerts[0]).toMatchObject({ high: 45, explanation: [{ key: 'alert.by.plausible.zone_air_temp' }, { key: 'alert.by.plausible.above' }, { key: 'alert.known.cold' }] })
  expect(alerts[1]?.high).toBeCloseTo(113)
})

it('once a point has a model of its own, what its role makes plausible no longer speaks', async () => {
  const hot = { ...zoneAir, healthy: ({ noise }: { noise: () => number }) => 48 + 0.3 * noise() }
  const told = await runScenario({ points: { hot }, roles: { hot: 'zone_air_temp' }, steps: [{ for: '5m', alerts: ['active equipment hot alert.plausible.above'] }] })
  expect(told.wrong).toEqual([])
  const known = await runScenario({ points: { hot }, roles: { hot: 'zone_air_temp' }, historyDays: 3, steps: [{ for: '30m', alerts: [] }] })
  expect(known.wrong).toEqual([])
})

it('what is implausible from the very first reading never becomes usual: it is not learnt from while its alert stands, and is learnt once it reads well or the check is off', async () => {
  const off = { site: {}, devices: new Map(), equipment: new Map(), points: new Map([[1, { off: ['plausibleRange'] }]]), exceptions: [] }
  const story = { points: { zone: zoneAir, other: zoneAir }, roles: { zone: 'zone_air_temp', other: 'zone_air_temp' }, intervalMs: 300_000 } as const
  const site = await runScenario({ ...story, steps: [{ for: '30h', read: { zone: '~+57' } }] })
  const learn = async (): Promise<void> => void (await site.pipeline.learn([1, 2], () => {}, new AbortController().signal))
  await learn()
  expect([site.pipeline.learntOf(1), site.pipeline.learntOf(2)]).toEqual([{ state: 'kept' }, expect.objectContaining({ state: 'learnt', age: 'day' })])
  expect(site.pipeline.unlearntIds()).toEqual([])
  const later = await site.goOn([{ for: '20h', read: { zone: '~+57' }, alerts: ['active equipment zone alert.plausible.above'] }])
  expect(later.wrong).toEqual([])
  await site.goOn([{ tune: off, for: '10m', read: { zone: '~+57' } }])
  await learn()
  expect(site.pipeline.learntOf(1)).toMatchObject({ state: 'learnt' })
})

it('a boiler whose water comes back warmer than it left, and a system pressure of nothing, are told within two hours of the first reading', async () => {
  const pump = { ...fan, healthy: () => 1 }
  const water = (mean: number) => ({ healthy: ({ noise }: { noise: () => number }) => Math.round(10 * (mean + 0.3 * noise())) / 10 })
  const told = async (supply: number, pressure: number): Promise<readonly (string | undefined)[]> => {
    const { alerts } = await runScenario({
      points: { 'HWP.HWS_T': water(supply), 'HWP.HWR_T': water(50), 'HWP.PUMP_STS': pump, 'HWP.System Pressure': { units: 55, healthy: () => pressure } },
      roles: { 'HWP.HWS_T': 'hot_water_supply_temp', 'HWP.HWR_T': 'hot_water_return_temp', 'HWP.PUMP_STS': 'pump_status', 'HWP.System Pressure': 'water_pressure' },
      intervalMs: 30_000, steps: [{ for: '2h' }],
    })
    return alerts.map(({ title }) => title.key)
  }
  expect(await told(62, 1.6)).toEqual([])
  expect(new Set(await told(46, 0))).toEqual(new Set(['rule.hw.backwards.title', 'rule.plant.noPressure.title']))
})

it('the checks of the first hours can be switched off like any other', async () => {
  const { wrong } = await runScenario({
    points: { zone: plainRoom }, roles: { zone: 'zone_air_temp' }, intervalMs: 10_000,
    steps: [{ tune: { site: { off: ['plausibleRange', 'firstHours'] }, devices: new Map(), equipment: new Map(), points: new Map(), exceptions: [] }, for: '40m', alerts: [] }, { for: '5m', read: { zone: '60' }, alerts: [] }],
  })
  expect(wrong).toEqual([])
})

it('an alarm contact that comes on in the first hour is an urgent alert; one that was on before is told as standing, and what only sounds like one is not', async () => {
  const { wrong, alerts } = await runScenario({
    points: { trip: contact, standing: { ...contact, healthy: () => 1 }, 'Alarm reset': { ...fan, healthy: () => 0 }, inverted: { ...contact, stateTexts: ['Fault', 'Normal'], healthy: () => 1 } },
    intervalMs: 10_000,
    steps: [
      { for: '2m', alerts: ['active equipment standing alert.alarmContact.standing'] },
      { for: '2m', read: { trip: '1', 'Alarm reset': '1' }, alerts: ['active equipment standing alert.alarmContact.standing', 'active equipment trip alert.alarmContact'] },
    ],
  })
  expect(wrong).toEqual([])
  expect(alerts.map(({ severity }) => severity)).toEqual(['low', 'high'])
  expect(alerts[1]?.explanation[0]?.key).toBe('alert.by.alarmContact.new')
})

it('a contact that comes and goes in its first days is learnt as one that does, and no longer told', async () => {
  const often = { ...contact, healthy: ({ timeMs }: { timeMs: number }) => Math.floor(timeMs / 3_600_000) % 2 }
  expect((await runScenario({ points: { often }, start: '2026-02-02T12:00:00Z', steps: [{ for: '90m' }] })).alerts.map(({ title }) => title.key)).toEqual(['alert.alarmContact'])
  expect((await runScenario({ points: { often }, historyDays: 5, steps: [{ for: '90m' }] })).alerts).toEqual([])
})

it('says how much is known: nothing in the first hour, all points from a week or more after their history was learnt', async () => {
  const points = { zone: zoneAir, supply: supplyAir, fan }
  expect((await runScenario({ points, intervalMs: 10_000, steps: [{ for: '50m' }] })).pipeline.learnt()).toEqual({ points: 3, loading: 0, ages: { hours: 0, day: 0, week: 0, month: 0 } })
  expect((await runScenario({ points, historyDays: 9, steps: [] })).pipeline.learnt()).toEqual({ points: 3, loading: 0, ages: { hours: 0, day: 0, week: 3, month: 0 } })
})
