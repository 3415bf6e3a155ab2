/** One-Class SVM against libsvm and scikit-learn (`peer/scikit-learn.json`, made by `bench/models/peer.py 1000 200`), and as a detector. */
import SVM from 'libsvm-js/asm.js'
import { describe, expect, it } from 'vitest'
import { negativeExponential } from '../../../../electron/engine/analysis/detect/negative-exponential.ts'
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

  it('chooses the support vectors that libsvm chooses, with its weights', () => {
    const machine = trainOneClass(taught, GENERATED_FEATURES, 0.05, 0.2)
    const samples = Array.from({ length: peer.train }, (_, i) => Array.from(taught.subarray(i * GENERATED_FEATURES, (i + 1) * GENERATED_FEATURES)))
    const svm = new SVM({ type: SVM.SVM_TYPES.ONE_CLASS, kernel: SVM.KERNEL_TYPES.RBF, nu: 0.05, gamma: 0.2, cacheSize: 32, tolerance: 1e-3, quiet: true })
    svm.train(samples, samples.map(() => 1))
    const lines = svm.serializeModel().split('\n')
    const weights = lines.slice(lines.indexOf('SV') + 1).filter((line) => line !== '').map((line) => Number.parseFloat(line))
    const chosen = svm.getSVIndices()
    svm.free()
    expect(machine.weights.length).toBe(chosen.length)
    chosen.forEach((row, at) => {
      expect(machine.vectors[at * GENERATED_FEATURES]).toBe(Math.fround(samples[row]?.[0] ?? Number.NaN))
      expect(Math.abs((machine.weights[at] as number) - (weights[at] as number))).toBeLessThan(0.02)
    })
  })

  it('is trained on equal rows too, and on one', () => {
    expect(decisionValue(trainOneClass(new Float64Array(300).fill(2), 3, 0.1, 0.3), Float64Array.of(2, 2, 2))).toBeCloseTo(0, 6)
    expect(decisionValue(trainOneClass(Float64Array.of(1, 2), 2, 1, 1), Float64Array.of(9, 9))).toBeLessThan(-0.9)
  })

  it('has its exponential right to ten digits', () => {
    for (let x = 0; x < 40; x += 0.0137) expect(Math.abs(negativeExponential(x) / Math.exp(-x) - 1)).toBeLessThan(1e-10)
    expect([negativeExponential(0), negativeExponential(50), negativeExponential(Infinity)]).toEqual([1, 0, 0])
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
    const state = oneClassSvm.start(model, { leastHalfWidth: 1, newAlarmContact: false })
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
    expect(oneClassSvm.score(null, oneClassSvm.start(null, { leastHalfWidth: 1, newAlarmContact: false }), generatedReading(GENERATED_START_MS, 9)).score).toBe(0)
  })
})
