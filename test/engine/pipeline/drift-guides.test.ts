/** Which drive and which set-point belong to a sensor. */
import { describe, expect, it } from 'vitest'
import { createDriftGuides, NO_GUIDES } from '../../../electron/engine/pipeline/drift-guides.ts'
import type { PointRole } from '../../../shared/domain/point-role.ts'
import type { Point } from '../../../shared/domain/point.ts'

const CELSIUS = 62
const PASCAL = 53

type Named = readonly [name: string, role: PointRole | null, change?: Partial<Point>]
const siteOf = (named: readonly Named[]) => {
  const points = named.map(([name, role, change = {}], i): Point => ({
    id: i + 1, deviceId: 1, objectType: 0, objectInstance: i, name, description: '', kind: role?.endsWith('_status') === true || role?.endsWith('_cmd') === true ? 'binary' : 'analog', units: CELSIUS, stateTexts: [], pollIntervalMs: 60_000, ...change,
  }))
  const guidesOf = createDriftGuides(points, (id) => named[id - 1]?.[1] ?? null)
  const nameOf = (id: number): string | undefined => points.find((point) => point.id === id)?.name
  return (name: string) => {
    const { running, onlyRunning, setpoint } = guidesOf(points.find((point) => point.name === name) as Point)
    return { running: running.map(nameOf), onlyRunning, setpoint: setpoint?.name ?? null }
  }
}

describe('what guides a sensor', () => {
  it('of a duct is the supply fan of its own air handler, and the set-point that is named like it', () => {
    const of = siteOf([
      ['AHU1.SA_SP', 'air_pressure', { units: PASCAL }], ['AHU1.SA_SP_SP', 'air_pressure_sp', { units: PASCAL }], ['AHU1.SF_STS', 'fan_status'], ['AHU1.RF_STS', 'fan_status'], ['AHU1.SF_CMD', 'fan_cmd'],
      ['AHU2.SA_SP', 'air_pressure', { units: PASCAL }], ['AHU2.SA_SP_SP', 'air_pressure_sp', { units: PASCAL }], ['AHU2.SF_STS', 'fan_status'],
      ['AHU2.FLT_DP', 'filter', { units: PASCAL }], ['AHU2.FLT_ALM', 'filter', { units: null, kind: 'binary' }],
    ])
    expect(of('AHU1.SA_SP')).toEqual({ running: ['AHU1.SF_STS'], onlyRunning: true, setpoint: 'AHU1.SA_SP_SP' })
    expect(of('AHU2.SA_SP')).toEqual({ running: ['AHU2.SF_STS'], onlyRunning: true, setpoint: 'AHU2.SA_SP_SP' })
    expect(of('AHU2.FLT_DP')).toEqual({ running: ['AHU2.SF_STS'], onlyRunning: true, setpoint: null })
    expect(of('AHU2.FLT_ALM')).toEqual({ running: [], onlyRunning: false, setpoint: null })
  })

  it('of a plant are all its pumps, by their commands where there is no state, and the set-point of the same water', () => {
    const of = siteOf([
      ['CHW.CHWS_T', 'chilled_water_supply_temp'], ['CHW.CWS_T', 'chilled_water_supply_temp'], ['CHW.CHWR_T', 'chilled_water_return_temp'], ['CHW.CHWS_T_SP', 'water_temp_sp'],
      ['CHW.P1_CMD', 'pump_cmd'], ['CHW.P2_CMD', 'pump_cmd'],
    ])
    expect(of('CHW.CHWS_T')).toEqual({ running: ['CHW.P1_CMD', 'CHW.P2_CMD'], onlyRunning: true, setpoint: 'CHW.CHWS_T_SP' })
    expect(of('CHW.CWS_T').setpoint).toBeNull()
    expect(of('CHW.CHWR_T')).toEqual({ running: [], onlyRunning: false, setpoint: 'CHW.CHWS_T_SP' })
  })

  it('is never a set-point in another unit or of another device', () => {
    const of = siteOf([
      ['HHW Supply Temp', 'hot_water_supply_temp'], ['HHW Supply Setpoint', 'water_temp_sp', { units: 64 }], ['HHW Supply SP', 'water_temp_sp', { deviceId: 2 }], ['HWP1 Status', 'pump_status', { deviceId: 2 }],
    ])
    expect(of('HHW Supply Temp')).toEqual({ running: [], onlyRunning: true, setpoint: null })
  })

  it('of a room and of the air into it is the set-point of that room', () => {
    const of = siteOf([['VAV-3-01 ZN-T', 'zone_air_temp'], ['VAV-3-01 ZN-SP', 'zone_temp_sp'], ['VAV-3-01 DA-T', 'supply_air_temp'], ['VAV-3-02 ZN-T', 'zone_air_temp'], ['VAV-3-02 ZN-SP', 'zone_temp_sp'], ['VAV-3-03 DA-T', 'supply_air_temp']])
    expect(of('VAV-3-01 ZN-T').setpoint).toBe('VAV-3-01 ZN-SP')
    expect(of('VAV-3-01 DA-T')).toEqual({ running: [], onlyRunning: false, setpoint: 'VAV-3-01 ZN-SP' })
    // Two are as near.
    expect(of('VAV-3-03 DA-T').setpoint).toBeNull()
  })

  it('is nothing for what has no role', () => {
    expect(createDriftGuides([], () => null)({ id: 1 } as Point)).toEqual(NO_GUIDES)
  })
})
