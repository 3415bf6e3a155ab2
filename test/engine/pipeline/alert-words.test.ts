/** Every sentence of an alert exists, gets all it names, and none is left over. */
import { describe, expect, it } from 'vitest'
import type { Verdict } from '../../../electron/engine/analysis/detect/detector.ts'
import { judgeLimits } from '../../../electron/engine/analysis/detect/fixed-limit.ts'
import { dataWords, equipmentWords, groupWords, type AlertWords } from '../../../electron/engine/pipeline/alert-words.ts'
import { deviceReachability } from '../../../electron/engine/pipeline/device-alerts.ts'
import { createMonitoredPoint, useModels, type DataCause } from '../../../electron/engine/pipeline/point-monitor.ts'
import type { AlertBook } from '../../../electron/engine/pipeline/alert-book.ts'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { Point } from '../../../shared/domain/point.ts'
import type { Message } from '../../../shared/message.ts'
import words from '../../../shared/locales/en/engine.json' with { type: 'json' }

const pointOf = (facts: Partial<Point>): Point => ({
  id: 1, deviceId: 1, objectType: 0, objectInstance: 1, name: 'Supply', description: '', kind: 'analog', units: 62, stateTexts: [], pollIntervalMs: 5_000, ...facts,
})

const profile = { signal: 'measured' as const, quantum: 0.1, longestFlatMs: 3_600_000, lowest: 0, highest: 9, typicalStep: 0.1, samples: 9, fromMs: 0, toMs: 9 }

const verdict = (score: number): Verdict => ({ score, expected: 16, low: 14, high: 18 })
const unknown: Verdict = { score: 0, expected: Number.NaN, low: Number.NaN, high: Number.NaN }

const analog = (units: number, value: number, learnt: boolean): AlertWords => {
  const monitored = createMonitoredPoint(pointOf({ units }), 0)
  if (learnt) useModels(monitored, { profile, fitted: new Map([['zScore', { centre: [], below: [], above: [] }]]), trainedFromMs: 0, trainedToMs: 25 * 86_400_000, coverage: 0.914 })
  monitored.firstJudgedMs = 0
  monitored.verdicts.push(verdict(3), verdict(3), verdict(3))
  return equipmentWords(monitored, value, 7_200_000)
}

const METHODS = ['seasonalLevel', 'oneStep', 'lasting', 'spread', 'still', 'dayShape', 'neverZero']

const habitual = (): AlertWords => {
  const monitored = createMonitoredPoint(pointOf({}), 0)
  monitored.firstJudgedMs = 0
  monitored.verdicts.push(verdict(0), verdict(0), verdict(0), { ...verdict(1.4), shares: METHODS.map((method, i) => ({ method, score: i === 0 ? 0.6 : 2 })) })
  return equipmentWords(monitored, 22, 0)
}

/** Siblings that let 16 be expected, and a weather that moves the point; the point's own past says `own`. */
const related = (value: number, own: number, shift: number): AlertWords => {
  const monitored = createMonitoredPoint(pointOf({}), 0)
  monitored.firstJudgedMs = 0
  monitored.verdicts.push(verdict(own), verdict(own), verdict(own))
  monitored.related = { model: { siblings: null, weather: null, upstream: null }, siblings: () => new Float64Array(0), outdoor: () => 20, names: () => ['Room 2', 'Room 3', 'Room 4'], upstream: () => ({ now: 14, felt: 14 }), upstreamName: () => 'AHU1.SAT' }
  Object.assign(monitored.relatedJudgement, { verdict: verdict(2), shift })
  return equipmentWords(monitored, value, 0)
}

/** What feeds the point lets 16 be expected, and moves it by `moved`; the point's own past says `own`. */
const fed = (value: number, own: number, moved: number): AlertWords => {
  const monitored = createMonitoredPoint(pointOf({}), 0)
  monitored.firstJudgedMs = 0
  monitored.verdicts.push(verdict(own), verdict(own), verdict(own))
  monitored.related = { model: { siblings: null, weather: null, upstream: null }, siblings: () => new Float64Array(0), outdoor: () => 20, names: () => [], upstream: () => ({ now: 14, felt: 14 }), upstreamName: () => 'AHU1.SAT' }
  Object.assign(monitored.relatedJudgement, { upstream: verdict(2), upstreamValue: 14, upstreamShift: moved })
  return equipmentWords(monitored, value, 0)
}

const limited = (value: number, low: number | null, high: number | null): AlertWords => {
  const monitored = createMonitoredPoint(pointOf({}), 0)
  monitored.verdicts.push(verdict(0), verdict(0), verdict(3))
  monitored.firstJudgedMs = 0
  monitored.limits = judgeLimits(value, low, high, 1)
  return equipmentWords(monitored, value, 0)
}

const binary = (index: number, expected = 2): AlertWords => {
  const monitored = createMonitoredPoint(pointOf({ kind: 'binary', objectType: 3, units: null, stateTexts: ['Off', 'On'] }), 0)
  monitored.firstJudgedMs = 0
  monitored.verdicts.push(unknown, unknown, unknown, unknown)
  monitored.verdicts[index] = { score: 1.5, expected, low: 0, high: 8 }
  return equipmentWords(monitored, 1, 0)
}

/** In the first days: what was on already, or came on; or a contact that was never on in its history. */
const contact = (score: number, learnt: boolean): AlertWords => {
  const monitored = createMonitoredPoint(pointOf({ name: 'Trip', kind: 'binary', objectType: 3, units: null, stateTexts: ['Off', 'On'] }), 0)
  if (learnt) useModels(monitored, { profile: { ...profile, signal: 'state' }, fitted: new Map([['alarmContact', { neverOnForMs: 9 }]]), trainedFromMs: 0, trainedToMs: 9, coverage: 1 })
  monitored.firstJudgedMs = 0
  monitored.verdicts.push(unknown, unknown, unknown, { score, expected: 0, low: 0, high: 0 })
  return equipmentWords(monitored, 1, 0)
}

const ROLES = ['outside_air_temp', 'zone_air_temp', 'supply_air_temp', 'return_air_temp', 'mixed_air_temp', 'chilled_water_supply_temp', 'chilled_water_return_temp', 'hot_water_supply_temp', 'hot_water_return_temp', 'air_humidity', 'outside_air_humidity', 'co2', 'air_pressure'] as const

/** Before the point has a model: by its role, or by what was seen. */
const early = (value: number, range: Verdict, level: Verdict, role: (typeof ROLES)[number] = 'zone_air_temp'): AlertWords => {
  const monitored = createMonitoredPoint(pointOf({}), 0)
  monitored.firstJudgedMs = 0
  monitored.verdicts.push(verdict(0), verdict(0), verdict(0))
  Object.assign(monitored.early, { role, range, level })
  return equipmentWords(monitored, value, 0)
}

const multiState = (index: number, expected: number): AlertWords => {
  const monitored = createMonitoredPoint(pointOf({ kind: 'multiState', objectType: 13, units: null, stateTexts: ['Rest', 'Heat', 'Cool'] }), 0)
  monitored.firstJudgedMs = 0
  monitored.verdicts.push(unknown, unknown, unknown, unknown)
  monitored.verdicts[index] = { score: 1.5, expected, low: 0, high: 8 }
  return equipmentWords(monitored, 2, 0)
}

const CAUSES: readonly DataCause[] = ['fault', 'outOfService', 'notANumber', 'outOfRange', 'zero', 'flat']

const dataOf = (cause: DataCause, units: number | null, learnt: boolean): AlertWords => {
  const monitored = createMonitoredPoint(pointOf({ units }), 0)
  if (learnt) useModels(monitored, { profile, fitted: new Map(), trainedFromMs: 0, trainedToMs: 1, coverage: 1 })
  return dataWords(monitored, cause, cause === 'notANumber' ? Number.NaN : 20)
}

const deviceWords = (): Omit<Alert, 'id'>[] => {
  const raised: Omit<Alert, 'id'>[] = []
  const book: Pick<AlertBook, 'open' | 'raise'> = { open: () => [], raise: (alert) => (raised.push(alert), null) }
  deviceReachability(book as AlertBook, 1, () => 'AHU-1', 'offline', 0)
  return raised
}

const ALL: readonly { readonly title: Message; readonly explanation: readonly Message[]; readonly checks: readonly Message[] }[] = [
  analog(62, 22, true), analog(62, 10, false), analog(29, 10, true), analog(53, 10, true),
  binary(0), binary(1), binary(2), binary(2, Number.NaN), binary(3),
  multiState(0, 2), multiState(1, 5), multiState(2, 1), multiState(3, 12), contact(1, false), contact(2, false), contact(2, true),
  early(22, unknown, verdict(2)), early(10, unknown, verdict(2)), early(10, judgeLimits(10, 14, null, 1), unknown), ...ROLES.map((role) => early(78, judgeLimits(78, 5, 45, 1), verdict(2), role)),
  fed(22, 0.5, Number.NaN), fed(10, 0.5, Number.NaN), fed(22, 3, 2), fed(10, 3, -2),
  related(22, 0.5, Number.NaN), related(10, 0.5, Number.NaN), related(22, 3, 2), related(10, 3, -2),
  habitual(), limited(30, null, 25), limited(8, 10, null),
  ...CAUSES.flatMap((cause) => [dataOf(cause, 62, true), dataOf(cause, null, false), groupWords('AHU-1', cause, ['a', 'b', 'c', 'd', 'e', 'f'])]),
  ...deviceWords(),
]

const MESSAGES = ALL.flatMap(({ title, explanation, checks }) => [title, ...explanation, ...checks])

const sentencesOf = (key: string): string[] => Object.entries(words).filter(([name]) => name === key || name === `${key}_one` || name === `${key}_other`).map(([, text]) => text)

describe('the words of alerts', () => {
  it('exist for every message', () => {
    expect(MESSAGES.filter(({ key }) => sentencesOf(key).length === 0).map(({ key }) => key)).toEqual([])
  })

  it('get every parameter they name, and no number that is none', () => {
    const missing = MESSAGES.flatMap(({ key, params }) =>
      sentencesOf(key).flatMap((text) => Array.from(text.matchAll(/\{\{(\w+)\}\}/g), (match) => match[1] ?? '')).filter((name) => {
        const value = params?.[name]
        return value === undefined || Number.isNaN(typeof value === 'object' ? value.value : value)
      }).map((name) => `${key}: ${name}`),
    )
    expect(missing).toEqual([])
  })

  it('are all said by something', () => {
    const said = new Set(MESSAGES.map(({ key }) => key))
    expect(Object.keys(words).filter((key) => !said.has(key.replace(/_(one|other)$/, '')))).toEqual([])
  })

  it('give differences of temperatures as differences, so that nobody adds 32 to them', () => {
    expect(analog(62, 22, true).title.params?.['difference']).toEqual({ value: 6, units: 121 })
    expect(analog(64, 22, true).title.params?.['difference']).toEqual({ value: 6, units: 120 })
  })

  it('name each method of a combined detector that has something to say', () => {
    expect(habitual().evidence.map(({ detector, score }) => [detector, score]).slice(3, 6)).toEqual([['habit', 1.4], ['habitSeasonalLevel', 0.6], ['habitOneStep', 2]])
  })

  it('name what feeds the point with its value, beside the own past, and alone where that finds nothing', () => {
    const alone = fed(22, 0.5, Number.NaN)
    expect(alone.title).toEqual({ key: 'alert.upstream.above', params: { point: 'Supply', upstream: 'AHU1.SAT', difference: { value: 6, units: 121 } } })
    expect(alone.explanation[0]).toMatchObject({ key: 'alert.by.upstream', params: { upstream: 'AHU1.SAT', value: { value: 14, units: 62 }, expected: { value: 16, units: 62 }, times: 2 } })
    expect(alone.checks[0]?.key).toBe('check.upstream')
    expect(fed(22, 3, 2).explanation.at(-2)).toMatchObject({ key: 'alert.fed.above', params: { upstream: 'AHU1.SAT', value: { value: 14, units: 62 }, difference: { value: 2, units: 121 } } })
  })

  it('name the siblings beside the own past, and alone where that finds nothing', () => {
    expect(related(22, 3, 2).title.key).toBe('alert.analog.above')
    expect(related(22, 3, 2).explanation.map(({ key }) => key)).toEqual(expect.arrayContaining(['alert.by.related', 'alert.weather.above']))
    const alone = related(22, 0.5, Number.NaN)
    expect(alone.title).toEqual({ key: 'alert.related.above', params: { point: 'Supply', difference: { value: 6, units: 121 } } })
    expect(alone.explanation[0]?.params).toMatchObject({ points: 'Room 2, Room 3, Room 4', times: 2 })
    expect(alone.evidence.at(-1)).toEqual({ detector: 'related', modelVersion: 'related-2', score: 2, expected: 16, low: 14, high: 18 })
  })

  it('say how much is known', () => {
    expect(analog(62, 22, true).explanation.at(-1)).toEqual({ key: 'alert.known.learnt', params: { days: { value: 25, units: 70 }, coverage: { value: 91, units: 98 } } })
    expect(analog(62, 22, false).explanation.at(-1)).toEqual({ key: 'alert.known.cold', params: { hours: { value: 2, units: 71 } } })
  })
})
