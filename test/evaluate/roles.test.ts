/** `evaluate roles`: lists of points and site files in, a line a point out, the same each time. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, describe, expect, it } from 'vitest'
import { roles } from '../../electron/evaluate/roles.ts'
import { readCsv } from '../../shared/plain-csv.ts'

const evaluated = (name: string, text: string): string[][] => {
  const folder = mkdtempSync(join(tmpdir(), 'plantroom-roles-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [input, output] = [join(folder, name), join(folder, 'out.csv')]
  writeFileSync(input, text)
  roles({ task: 'roles', input, output, weather: false }, () => {})
  return readCsv(readFileSync(output, 'utf8'))
}

const HEADER = 'site,device,object_type,instance,name,description,units'

describe('evaluate roles', () => {
  it('takes a list of points with names of units and types as others write them, and gives each its line', () => {
    const rows = evaluated('points.csv', `${HEADER}\nhq,1,analog-input,1,OA-T,,degrees-celsius\nhq,1,ANALOG_INPUT,2,"Room, south",temperature,degreesFahrenheit\nhq,1,,,XQZ,,\n`)
    expect(rows[0]).toEqual(['site', 'device', 'object_type', 'instance', 'name', 'role', 'confidence', 'problems'])
    expect(rows.slice(1).map((row) => [row[3], row[4], row[5]])).toEqual([['1', 'OA-T', 'outside_air_temp'], ['2', 'Room, south', 'zone_air_temp'], ['', 'XQZ', '']])
    expect(Number(rows[1]?.[6])).toBeGreaterThan(0.8)
    expect(rows[3]?.[6]).toBe('0.000')
  })

  it('takes the file of a site, and names units that cannot be', () => {
    const site = { devices: [{ deviceInstance: 7, objects: [{ type: 'analogInput', instance: 1, name: 'HHW_Meter_Energy', units: 'squareMeters' }, { type: 'device', instance: 7, name: null }] }] }
    expect(evaluated('site.json', JSON.stringify(site)).slice(1)).toEqual([['', '7', 'analogInput', '1', 'HHW_Meter_Energy', 'other_meter', expect.any(String), 'role.problem.unit'], ['', '7', 'device', '7', '', '', '0.000', '']])
  })

  it('says which file has no names, or is no site', () => {
    expect(() => evaluated('points.csv', 'a,b\n1,2\n')).toThrow(/points\.csv has no column "name"/)
    expect(() => evaluated('site.json', '{}')).toThrow(/site\.json has no list "devices"/)
  })
})
