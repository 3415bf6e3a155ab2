/** The score of a forecast whose hours are over. */
import { describe, expect, it } from 'vitest'
import { scoreForecast } from '../../../../electron/engine/analysis/forecast/forecast-score.ts'

const NONE = [Number.NaN, Number.NaN, Number.NaN, Number.NaN]

describe('the score of a kept forecast', () => {
  it('sums errors, squares, peak and band over the hours by hand', () => {
    const score = scoreForecast({ expected: [10, 20, 30, 20], low: [8, 18, 28, 18], high: [12, 22, 32, 22] }, [12, 20, 24, 24])
    expect(score).toMatchObject({ hours: 4, wape: 12 / 80, peakError: 6 / 24, peakHourError: 0, inBand: 2 / 4 })
    expect(score!.cvRmse).toBeCloseTo(Math.sqrt((4 + 36 + 16) / 4) / 20, 12)
  })

  it('leaves out hours that were not measured, and is nothing while none was', () => {
    expect(scoreForecast({ expected: [10, 99, 30, 20], low: NONE, high: NONE }, [10, Number.NaN, 30, 20])).toEqual({ hours: 3, wape: 0, cvRmse: 0, peakError: 0, peakHourError: 0, inBand: Number.NaN })
    expect(scoreForecast({ expected: [1, 2, 3, 4], low: NONE, high: NONE }, [])).toBeNull()
  })

  it('tells by how many hours the peak was missed', () => {
    expect(scoreForecast({ expected: [1, 2, 9, 1], low: NONE, high: NONE }, [9, 2, 3, 1])?.peakHourError).toBe(2)
  })

  it('takes zero against zero for right, and any load against a standing meter for wrong', () => {
    expect(scoreForecast({ expected: [0, 0], low: [0, 0], high: [0, 0] }, [0, 0])).toMatchObject({ wape: 0, peakError: 0, inBand: 1 })
    expect(scoreForecast({ expected: [5, 5], low: [4, 4], high: [6, 6] }, [0, 0])).toMatchObject({ wape: 1, cvRmse: 1, peakError: 1, inBand: 0 })
  })
})
