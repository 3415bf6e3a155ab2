/** One-Class SVM against scikit-learn (`peer/scikit-learn.json`, made by `bench/models/peer.py 1000 200`), and as a detector. */
import { describe, expect, it } from 'vitest'
import { oneClassSvm, type OneClassSvmModel } from '../../../../electron/engine/analysis/detect/one-class-svm.ts'
import { decisionValue, trainOneClass } from '../../../../electron/engine/analysis/detect/one-class-machine.ts'
import { generatedHistory, generatedReading, GENERATED_START_MS, roomTemperature } from '../../../support/generated-history.ts'
import { GENERATED_FEATURES, generatedRows } from '../../../support/generated-rows.ts'
import peer from './peer/scikit-learn.json' with { type: 'json' }

const rows = generatedRows(peer.train + peer.judged)
const taught = rows.subarray(0, peer.train * GENERATED_FEATURES)

describe('the one-class machine', () => {
  it('gives the decision values of scikit-learn', () => {
    const machine = trainOneClass(taught, GENERATED_FEATURES, 0.02, 1 / GENERATED_FEATURES)
    for (let i = 0; i < peer.judged; i++) {
      expect(Math.abs(decisionValue(machine, rows, (peer.train + i) * GENERATED_FEATURES) - (peer.decisions[i] as number))).toBeLessThan(1e-3)
    }
  })

  it('leaves about the share nu of its rows outside', () => {
    const machine = trainOneClass(taught, GENERATED_FEATURES, 0.1, 1 / GENERATED_FEATURES)
    let outside = 0
    for (let i = 0; i < peer.train; i++) if (decisionValue(machine, rows, i * GENERATED_FEATURES) < -1e-3) outside++
    expect(outside / peer.train).toBeGreaterThan(0.08)
    expect(outside / peer.train).toBeLessThan(0.101)
    expect(machine.weights.length / peer.train).toBeGreaterThanOrEqual(0.1)
  })

  it('gives its memory back: many trainings do not use it up', () => {
    const few = taught.subarray(0, 200 * GENERATED_FEATURES)
    const first = trainOneClass(few, GENERATED_FEATURES, 0.05, 0.2)
    for (let i = 0; i < 300; i++) trainOneClass(few, GENERATED_FEATURES, 0.05, 0.2)
    expect(trainOneClass(few, GENERATED_FEATURES, 0.05, 0.2)).toEqual(first)
  })

  it('takes no part in unhandled rejections', () => {
    const ends = process.listeners('unhandledRejection').filter((listener) => listener.toString().includes('exit'))
    expect(ends).toEqual([])
  })

  it('refuses to train on nothing', () => {
    expect(() => trainOneClass(new Float64Array(0), 3, 0.1, 1)).toThrow(RangeError)
  })
})

describe('the One-Class SVM detector', () => {
  const history = generatedHistory({ days: 21, stepMs: 300_000, valueOf: roomTemperature(1) })
  const context = { leastHalfWidth: 1, alarmContact: false }
  const fitted = oneClassSvm.fit(history, context)
  const model = JSON.parse(JSON.stringify(fitted)) as OneClassSvmModel

  const scores = (add: (i: number) => number): number[] => {
    const valueOf = roomTemperature(2)
    const state = oneClassSvm.start(model, 1)
    return Array.from({ length: 2 * 288 }, (_, i) => {
      const timeMs = GENERATED_START_MS + 21 * 86_400_000 + i * 300_000
      return oneClassSvm.score(model, state, generatedReading(timeMs, valueOf(timeMs) + add(i))).score
    })
  }

  it('stays at or below its limit on days like those it knows', () => {
    expect(scores(() => 0).slice(288).filter((score) => score >= 1).length).toBeLessThan(6)
  })

  it('goes beyond it when the value leaves its place', () => {
    expect(Math.min(...scores((i) => (i >= 400 && i < 412 ? 5 : 0)).slice(400, 412))).toBeGreaterThan(1)
  })

  it('is small as JSON and the same every time', () => {
    expect(JSON.stringify(fitted).length).toBeLessThan(60_000)
    expect(oneClassSvm.fit(history, context)).toEqual(fitted)
  })

  it('makes no model of a short history, and no judgement without one', () => {
    expect(oneClassSvm.fit(generatedHistory({ days: 0.5, stepMs: 300_000, valueOf: () => 1 }), context)).toBeNull()
    expect(oneClassSvm.score(null, oneClassSvm.start(null, 1), generatedReading(GENERATED_START_MS, 9)).score).toBe(0)
  })
})
