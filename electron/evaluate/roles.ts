/** The task `roles` of the evaluate command: the product's role finder over a list of points, or over the file of a site. */
import { readFileSync } from 'node:fs'
import { objectTypeFact, objectTypeNumber } from '../../shared/domain/object-type.ts'
import { unitNumber } from '../../shared/units.ts'
import { csvField } from '../../shared/csv-field.ts'
import { findRoles } from '../engine/analysis/roles/find-roles.ts'
import type { RolePoint } from '../engine/analysis/roles/point-signs.ts'
import { drained } from './drained.ts'
import { readPoints, type ListedPoint } from './point-list.ts'
import { behaviourTable, measureBehaviour } from './role-behaviour.ts'
import { writeLines } from './suite.ts'
import type { EvaluateOptions } from './options.ts'

/** `analog-input`, `ANALOG_INPUT` and `degrees-celsius` as the standard's names in camel case. */
const camel = (name: string): string => {
  const text = /[a-z]/.test(name) ? name : name.toLowerCase()
  return text.replaceAll(/[-_ ]+(\w)/g, (_, letter: string) => letter.toUpperCase())
}

const toRolePoint = (listed: ListedPoint, id: number, devices: Map<string, number>): RolePoint => {
  const key = `${listed.site}\u0000${listed.device}`
  const deviceId = devices.get(key) ?? devices.size
  devices.set(key, deviceId)
  const objectType = objectTypeNumber(camel(listed.objectType)) ?? null
  const kind = listed.objectType === '' ? null : objectType === null ? 'other' : objectTypeFact(objectType).kind
  return { id, deviceId, objectType, kind, units: listed.units === '' ? null : (unitNumber(camel(listed.units)) ?? null), name: listed.name, description: listed.description, stateTexts: [] }
}

/** Reads points (.csv or site.json), writes one line a point; with a folder of readings tells what these say to roles. Sites are judged apart: a building's neighbours are its own. */
export const roles = ({ input, output, readings }: EvaluateOptions, progress: (text: string) => void): void => {
  const listed = readPoints(readFileSync(input, 'utf8'), input)
  const devices = new Map<string, number>()
  const lines = ['site,device,object_type,instance,name,role,confidence,problems']
  for (const [site, points] of Map.groupBy(listed, (point) => point.site)) {
    const found = drained(findRoles(points.map((point, id) => toRolePoint(point, id, devices))))
    for (const [id, point] of points.entries()) {
      const { role, confidence, problems } = found.get(id) ?? { role: null, confidence: 0, problems: [] }
      const fields = [point.site, point.device, point.objectType, point.instance, point.name, role ?? '', confidence.toFixed(3), problems.map(({ key }) => key).join(' ')]
      lines.push(fields.map((field) => csvField(field)).join(','))
    }
    progress(`${site || input}: ${points.length} points`)
  }
  writeLines(output, lines)
  if (readings === undefined) return
  const rows = measureBehaviour(readings)
  for (const line of rows === null ? [`SKIPPED: ${readings} has no manifest.json; what readings say to roles is not measured.`] : behaviourTable(rows)) progress(line)
}
