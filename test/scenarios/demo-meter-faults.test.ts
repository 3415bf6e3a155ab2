/** Faults of the simulated building's main meter as the engine reads it: each is put right, and told as what it is. */
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../electron/engine/analysis/calendar.ts'
import { NO_HABITS } from '../../electron/engine/analysis/energy/meters/meter-habits.ts'
import { addSignal } from '../../electron/engine/analysis/energy/meters/meter-slots.ts'
import { rollUp } from '../../electron/engine/analysis/energy/meters/roll-up.ts'
import { createSlotSums } from '../../electron/engine/analysis/energy/meters/slot-sums.ts'
import type { PlantFault } from '../../electron/simulator/faults/fault-types.ts'
import { readingsOf } from '../support/made-up-meter.ts'
import { buildingAt, HOUR, MINUTE, POINT, sampled, WEDNESDAY } from '../simulator/support.ts'

const [FROM_MS, FAULT_MS, TO_MS] = [WEDNESDAY + 8 * HOUR, WEDNESDAY + 11 * HOUR, WEDNESDAY + 14 * HOUR] as const
const calendar = createCalendar('UTC')

/** The counter read every minute, with a fault after three hours or without: its corrections, and what its hours come to, kWh. */
const workOut = (fault: PlantFault | null) => {
  const simulator = buildingAt(FROM_MS)
  const before = sampled(simulator, [POINT.mainEnergy], FROM_MS, FAULT_MS, MINUTE)[0] ?? []
  if (fault !== null) simulator.faults.inject(fault)
  const after = sampled(simulator, [POINT.mainEnergy], FAULT_MS, TO_MS + MINUTE, MINUTE)[0] ?? []
  const slots = createSlotSums(FROM_MS, TO_MS, 15 * MINUTE)
  const readings = readingsOf([...before, ...after].map((value, i): [number, number] => [FROM_MS + i * MINUTE, value]))
  const corrections = addSignal(slots, readings, { signal: 'counter', scale: 1, rolloverAt: null, unobserved: [], undone: new Set(), calendar, habits: NO_HABITS })
  const { hours } = rollUp(slots, FROM_MS, TO_MS, { calendar, windowMs: 15 * MINUTE, nowMs: TO_MS, quality: 0 })
  return { corrections, energy: hours.energy.reduce((sum, each) => sum + each, 0) }
}

describe('a fault of the main meter', () => {
  const truth = workOut(null)

  it('is none where nothing happens', () => {
    expect(truth.corrections).toEqual([])
    expect(truth.energy).toBeGreaterThan(100)
  })

  it.each([['meterReset', 'reset'], ['meterReplaced', 'replacement']] as const)('%s is told as %s, and the energy is within 0.5 %% of the truth', (kind, told) => {
    const { corrections, energy } = workOut({ kind, meter: 'main' })
    expect([...new Set(corrections.map((one) => one.kind))]).toEqual([told])
    expect(Math.abs(energy / truth.energy - 1)).toBeLessThan(0.005)
  })

  it('over its end is told as a rollover, and the energy is within 0.5 % of the truth', () => {
    const { corrections, energy } = workOut({ kind: 'meterRollover', meter: 'main', hours: 1 })
    expect(corrections.map((one) => one.kind)).toContain('rollover')
    expect(Math.abs(energy / truth.energy - 1)).toBeLessThan(0.005)
  })
})
