/** How often new points are read, by what they are. */
import { describe, expect, it } from 'vitest'
import { firstPollIntervalMs, POLL_CLASSES_MS } from '../../shared/domain/poll-class.ts'

const KWH = 19
const CELSIUS = 62
const HOURS = 71
const SITE_MS = 10_000

const classOf = (objectType: number, name: string, units: number | null = null, description = ''): number =>
  firstPollIntervalMs({ objectType, name, description, units }, SITE_MS)

describe('a new point is read', () => {
  it.each([
    [0, 'AHU1_SupplyTemp', CELSIUS],
    [1, 'HeatingValve', 98],
    [2, 'CalculatedLoad', CELSIUS],
    [3, 'FanStatus', null],
    [4, 'FanCommand', null],
    [5, 'Occupied', null],
    [13, 'Mode', null],
    [12, 'ZoneLoop', null],
    // Words inside other words say nothing.
    [2, 'Spray pump speed', null],
    [2, 'Ministry hall temperature', CELSIUS],
    [2, 'Max outdoor temperature', CELSIUS],
    [0, 'Total power', 48],
  ])('%i %s: at the interval of the site', (type, name, units) => {
    expect(classOf(type, name, units)).toBe(SITE_MS)
  })

  it.each([
    [2, 'ZoneTempSP', CELSIUS],
    [2, 'Zone Temp Setpoint', CELSIUS],
    [2, 'RM101.SetPt', CELSIUS],
    [2, 'VL_Sollwert', CELSIUS],
    [2, 'AHU-1 SP2', CELSIUS],
    [0, 'Main meter', KWH],
    [2, 'E_Total', KWH],
    [23, 'Pulse input', null],
    [2, 'PumpRunTime', HOURS],
    [48, 'Fan starts', null],
  ])('%i %s: every minute', (type, name, units) => {
    expect(classOf(type, name, units)).toBe(60_000)
  })

  it.each([
    [17, 'Occupancy'],
    [6, 'Holidays'],
    [2, 'High limit'],
    [2, 'Loop1_Gain'],
    [46, 'FilterDelay'],
    [5, 'Alarm config'],
    [2, 'DeadBand'],
  ])('%i %s: every five minutes', (type, name) => {
    expect(classOf(type, name)).toBe(300_000)
  })

  it('never where it has no number', () => {
    for (const type of [8, 10, 15, 16, 20, 130]) expect(classOf(type, 'Program')).toBe(0)
  })

  it('with a set-point told by its description only, every minute', () => {
    expect(classOf(2, 'AV-17', CELSIUS, 'Room set-point')).toBe(60_000)
  })

  it('never faster than the interval of the site', () => {
    for (const name of ['ZoneTemp', 'ZoneTempSP', 'High limit']) expect(firstPollIntervalMs({ objectType: 2, name, description: '', units: null }, 900_000)).toBe(900_000)
  })

  it('at an interval that is offered', () => {
    for (const name of ['ZoneTemp', 'ZoneTempSP', 'High limit']) expect(POLL_CLASSES_MS).toContain(classOf(2, name))
  })
})
