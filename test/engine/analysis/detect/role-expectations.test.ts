/** What a role lets be expected, in the point's own unit. */
import { describe, expect, it } from 'vitest'
import { expectationOf } from '../../../../electron/engine/analysis/detect/role-expectations.ts'

const CELSIUS = 62
const KELVIN = 63
const FAHRENHEIT = 64
const PASCALS = 53
const KILOPASCALS = 54
const PERCENT_HUMIDITY = 29

describe('what a role lets be expected', () => {
  it('is the same in every unit: a room between 5 and 45 °C', () => {
    expect(expectationOf('zone_air_temp', CELSIUS)).toEqual({ low: 5, high: 45, jump: 8 })
    expect(expectationOf('zone_air_temp', FAHRENHEIT)).toEqual({ low: 41, high: 113, jump: 14.4 })
    expect(expectationOf('zone_air_temp', KELVIN)).toEqual({ low: 278.15, high: 318.15, jump: 8 })
    expect(expectationOf('air_pressure', PASCALS)?.high).toBe(5_000)
    expect(expectationOf('air_pressure', KILOPASCALS)?.high).toBe(5)
  })

  it('has no range where the role is not sure, or its unit is of another quantity', () => {
    expect(expectationOf(null, CELSIUS)).toEqual({ low: -Infinity, high: Infinity, jump: 45 })
    expect(expectationOf('zone_air_temp', PERCENT_HUMIDITY)).toMatchObject({ low: -Infinity, high: Infinity })
    expect(expectationOf('fan_status', null)).toBeNull()
    expect(expectationOf('air_flow', 87)).toBeNull()
  })

  it('leaves air saturated with water, which sensors read a little above 100 %, alone', () => {
    expect(expectationOf('air_humidity', PERCENT_HUMIDITY)).toMatchObject({ low: 3, high: Infinity })
  })
})
