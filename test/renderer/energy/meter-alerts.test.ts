/** Which alerts belong to a meter. */
import { describe, expect, it } from 'vitest'
import { NEW_ALERT, NO_DEVICE, type Alert } from '../../../shared/domain/alert.ts'
import { demandDetector } from '../../../shared/domain/energy-forecast.ts'
import type { Meter, MeterSource } from '../../../shared/domain/energy.ts'
import { message } from '../../../shared/message.ts'
import { alertsOfMeter, meterSubjects } from '../../../renderer/screens/energy/meter-alerts.ts'

const meter = (id: number, source: MeterSource, deviceId: number | null = null): Meter => ({
  id, source, deviceId, name: `M${id}`, medium: 'heat', measure: 'energy', origin: 'made', confidence: 1, units: null, scale: 1, rolloverAt: null, area: '', floorAreaM2: null, parentId: null,
  demandLimitKw: null, delivered: 'auto', estimated: false, ignored: false, problems: [], known: null,
})
const alert = (id: number, pointId: number | null, detector = 'zScore'): Alert => ({
  id, pointId, kind: 'equipment', severity: 'high', deviceId: 1, title: message('x'), explanation: [], checks: [], value: null, expected: null, low: null, high: null, worstValue: null,
  evidence: [{ detector, modelVersion: '1', score: 2, expected: null, low: null, high: null }], startedAtMs: 0, raisedAtMs: 0, ...NEW_ALERT,
})

describe('the alerts of a meter', () => {
  const counter = meter(1, { what: 'point', pointId: 10, signal: 'counter' }, 7)
  const thermal = meter(2, { what: 'thermal', flowPointId: 20, supplyPointId: 21, returnPointId: 22 }, 8)

  it('are asked for its points and its device; of a sum for those of all its parts and the first device among them', () => {
    expect(meterSubjects(counter, [counter, thermal])).toEqual({ pointIds: [10], deviceId: 7 })
    const sum = meter(3, { what: 'sum', terms: [{ meterId: 2, factor: 1 }, { meterId: 1, factor: -1 }] })
    const subjects = meterSubjects(sum, [counter, thermal, sum])
    expect(subjects.pointIds.toSorted((a, b) => a - b)).toEqual([10, 20, 21, 22])
    expect(subjects.deviceId).toBe(8)
    expect(meterSubjects(meter(4, { what: 'imported' }), [])).toEqual({ pointIds: [], deviceId: NO_DEVICE })
  })

  it('are those of its points and of its own demand limit, each once; not those of the device, its other points or other meters', () => {
    const listed = [alert(1, 10), alert(2, 11), alert(3, null), alert(4, null, demandDetector(1)), alert(5, null, demandDetector(12)), alert(6, 12, demandDetector(1)), alert(1, 10)]
    expect(alertsOfMeter(listed, 1, meterSubjects(counter, [counter])).map(({ id }) => id)).toEqual([1, 4])
  })

  it('are none where an alert of a device has no evidence', () => {
    expect(alertsOfMeter([{ ...alert(1, null), evidence: [] }], 1, meterSubjects(counter, [counter]))).toEqual([])
  })
})
