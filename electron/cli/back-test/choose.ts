/** What of a site is to be tested: names given on the command line become points and detectors, or a sentence says which is not known. */
import type { BackTestPlan, DetectionTuning, DetectorInfo } from '../../../shared/domain/detection.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import { parseObject } from '../names.ts'
import type { BackTestOptions } from './options.ts'

interface Site {
  readonly devices: readonly { readonly id: number; readonly instance: number }[]
  readonly points: readonly Point[]
  readonly detectors: readonly DetectorInfo[]
  readonly equipment: () => readonly { readonly id: string; readonly name: string }[]
}

/** Points of `1001` or the one of `1001/analog-input,1`. */
const pointsOf = ({ devices, points }: Site, text: string): Result<readonly number[]> => {
  const [, device = '', name = ''] = /^(\d{1,7})(?:\/(.+))?$/.exec(text) ?? []
  const object = name === '' ? undefined : parseObject(name)
  if (device === '' || (name !== '' && object === undefined)) return failure('usage', `--points is a point such as 1001/analog-input,1 or a device such as 1001, not "${text}".`)
  const found = devices.find(({ instance }) => instance === Number(device))
  if (found === undefined) return failure('usage', `The site has no device ${device}.`)
  const own = points.filter(({ deviceId, objectType, objectInstance }) => deviceId === found.id && (object === undefined || (objectType === object.type && objectInstance === object.instance)))
  return own.length === 0 ? failure('usage', object === undefined ? `Device ${device} has no points.` : `Device ${device} has no object ${name}.`) : ok(own.map(({ id }) => id))
}

const checkDetector = (detectors: readonly DetectorInfo[], id: string): Result<null> => {
  const known = detectors.find((each) => each.id === id)
  if (known === undefined) return failure('usage', `There is no detector "${id}"; --list shows those there are.`)
  return known.replayed ? ok(null) : failure('usage', `"${id}" judges live only and cannot be tested over history; --list shows those that can.`)
}

/** By id, `3/ahu/AHU-1`, or by name. */
const equipmentOf = (site: Site, text: string): Result<readonly string[]> => {
  const found = site.equipment().filter(({ id, name }) => id === text || name === text)
  return found.length === 0 ? failure('usage', `The site has no equipment "${text}"; --list --site DIR shows what there is.`) : ok(found.map(({ id }) => id))
}

/** With rules alone, the delay under trial is theirs. */
const tuningOf = ({ onDelayMs, ...rest }: DetectionTuning, detectors: readonly string[]): DetectionTuning => {
  if (onDelayMs === undefined) return rest
  const onlyRules = detectors.length > 0 && detectors.every((id) => id.startsWith('rule.'))
  return onlyRules ? { ...rest, ruleDelaysMs: Object.fromEntries(detectors.map((id) => [id, onDelayMs])) } : { ...rest, onDelayMs }
}

/** Fails with `usage`, naming what is not known. */
export const planOf = (site: Site, options: BackTestOptions): Result<BackTestPlan> => {
  const { detectors, fromMs, toMs, tuning } = options
  for (const id of detectors) {
    const checked = checkDetector(site.detectors, id)
    if (!checked.ok) return checked
  }
  const chosen = new Set<number>()
  for (const text of options.points) {
    const found = pointsOf(site, text)
    if (!found.ok) return found
    for (const id of found.value) chosen.add(id)
  }
  const named = new Set<string>()
  for (const text of options.equipment) {
    const found = equipmentOf(site, text)
    if (!found.ok) return found
    for (const id of found.value) named.add(id)
  }
  const pointIds = [...chosen]
  if (tuning.lowLimit !== undefined || tuning.highLimit !== undefined) {
    const [only, ...more] = pointIds
    const point = site.points.find(({ id }) => id === only)
    if (point === undefined || more.length > 0 || point.kind !== 'analog') return failure('usage', '--low and --high are for one point that measures a number: name it with --points, e.g. 1001/analog-input,1.')
  }
  return ok({ pointIds, ...(named.size === 0 ? {} : { equipmentIds: [...named] }), fromMs, toMs, tuning: tuningOf(tuning, detectors), only: detectors })
}
