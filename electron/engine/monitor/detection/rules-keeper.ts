/** What people set of how points are judged: kept, told to the pipeline at once, every change on record. */
import { isDeepStrictEqual } from 'node:util'
import type { DetectionChange, DetectionException, DetectionSettings, DetectionTuning, TuningScope } from '../../../../shared/domain/detection.ts'
import type { Settings } from '../../../../shared/domain/settings.ts'
import { DEFAULT_SETTINGS } from '../../../../shared/domain/settings.ts'
import { failure, ok, type Result } from '../../../../shared/result.ts'
import { siteTuning, type DetectionRules } from '../../pipeline/tuning.ts'
import type { SiteContext } from '../site-context.ts'
import { DETECTORS } from './detector-list.ts'
import { loadRules } from './load-rules.ts'

export type RulesContext = Pick<SiteContext, 'clock' | 'store' | 'pipeline' | 'points' | 'hub'>

export interface RulesKeeper {
  rules(): DetectionRules
  settings(): DetectionSettings
  changes(): readonly DetectionChange[]
  /** Fails with `point-unknown`, `device-unknown`, `equipment-unknown`, `tuning-no-limits`, `tuning-limits-crossed`. */
  setTuning(scope: TuningScope, tuning: DetectionTuning, note?: string, recordedAs?: DetectionChange['what']): Result<DetectionSettings>
  addException(exception: Omit<DetectionException, 'id'>, note?: string): Result<DetectionException>
  /** Fails with `exception-unknown`. */
  removeException(id: number, note?: string, recordedAs?: DetectionChange['what']): Result<DetectionSettings>
  /** Takes in what was just written, after writes that were made at once with others. */
  reload(): void
}

const CHANGES_SHOWN = 500

export const createRulesKeeper = ({ clock, store, pipeline, points, hub }: RulesContext, who: string): RulesKeeper => {
  let known = loadRules(store.detection.rules)

  const reload = (): void => {
    known = loadRules(store.detection.rules)
    pipeline.tune(known)
    hub.emit('detectionChanged', null)
  }
  pipeline.tune(known)

  const settings = (): DetectionSettings => ({
    site: siteTuning(store.settings(), known.site), devices: Array.from(known.devices, ([deviceId, tuning]) => ({ deviceId, tuning })),
    equipment: Array.from(known.equipment, ([equipmentId, tuning]) => ({ equipmentId, tuning })),
    points: Array.from(known.points, ([pointId, tuning]) => ({ pointId, tuning })), exceptions: known.exceptions, detectors: DETECTORS,
  })
  const record = (what: DetectionChange['what'], scope: TuningScope, before: DetectionChange['before'], after: DetectionChange['after'], note: string): void =>
    store.detection.rules.addChange({ atMs: clock.nowMs(), who, what, scope, before, after, note })

  const setTuning = (scope: TuningScope, wanted: DetectionTuning, note = '', recordedAs: DetectionChange['what'] = 'tuning'): Result<DetectionSettings> => {
    const allowed = check(scope, wanted, { points, store, pipeline })
    if (!allowed.ok) return allowed
    const after = said(wanted)
    const before = tuningOf(settings(), scope)
    if (isDeepStrictEqual(before, after)) return ok(settings())
    const patch = scope.what === 'site' ? sitePatch(after) : null
    store.detection.atOnce(() => {
      store.detection.rules.setTuning(scope, scope.what === 'site' ? ownOfSite(after) : after)
      record(recordedAs, scope, before, after, note)
    })
    if (patch !== null) {
      store.changeSettings(patch)
      pipeline.configure(store.settings())
      hub.emit('settingsChanged', store.settings())
    }
    reload()
    return ok(settings())
  }

  return {
    rules: () => known,
    settings,
    changes: () => store.detection.rules.changes(CHANGES_SHOWN),
    setTuning,
    addException: (exception, note = exception.reason) => {
      if (!points.all().some(({ id }) => id === exception.pointId)) return failure('point-unknown', `There is no point ${exception.pointId} any more.`, { id: exception.pointId })
      if (exception.low !== null && exception.high !== null && exception.low > exception.high) return crossed(exception.low, exception.high)
      const added = store.detection.atOnce(() => {
        const made = { ...exception, id: store.detection.rules.addException(exception) }
        record('exceptionAdded', { what: 'point', pointId: exception.pointId }, null, made, note)
        return made
      })
      reload()
      return ok(added)
    },
    removeException: (id, note = '', recordedAs = 'exceptionRemoved') => {
      const exception = known.exceptions.find((each) => each.id === id)
      if (exception === undefined) return failure('exception-unknown', `There is no exception ${id} any more.`, { id })
      store.detection.atOnce(() => {
        store.detection.rules.removeException(id)
        record(recordedAs, { what: 'point', pointId: exception.pointId }, exception, null, note)
      })
      reload()
      return ok(settings())
    },
    reload,
  }
}

/** The tuning that a scope has of its own; empty without one. */
export const tuningOf = ({ site, devices, equipment, points }: Pick<DetectionSettings, 'site' | 'devices' | 'equipment' | 'points'>, scope: TuningScope): DetectionTuning => {
  if (scope.what === 'site') return site
  if (scope.what === 'equipment') return equipment.find(({ equipmentId }) => equipmentId === scope.equipmentId)?.tuning ?? {}
  const own = scope.what === 'device' ? devices.find(({ deviceId }) => deviceId === scope.deviceId) : points.find(({ pointId }) => pointId === scope.pointId)
  return own?.tuning ?? {}
}

/** Without what says nothing. */
const said = (tuning: DetectionTuning): DetectionTuning => Object.fromEntries(Object.entries(tuning).filter(([, value]) => value !== undefined && value !== null))

/** What the settings of the site hold is kept there; what is not said becomes the default again. */
const sitePatch = ({ bandWidth, onDelayMs, offDelayMs }: DetectionTuning): Partial<Settings> => ({
  bandWidth: bandWidth ?? DEFAULT_SETTINGS.bandWidth, alertOnDelayMs: onDelayMs ?? DEFAULT_SETTINGS.alertOnDelayMs, alertOffDelayMs: offDelayMs ?? DEFAULT_SETTINGS.alertOffDelayMs,
})

const ownOfSite = ({ off, silent, ruleDelaysMs }: DetectionTuning): DetectionTuning => ({ ...(ruleDelaysMs === undefined || Object.keys(ruleDelaysMs).length === 0 ? {} : { ruleDelaysMs }), ...(off === undefined || off.length === 0 ? {} : { off }), ...(silent === true ? { silent } : {}) })

const crossed = (low: number, high: number): Result<never> => failure('tuning-limits-crossed', `The low limit (${low}) is above the high one (${high}).`, { low, high })

const check = (scope: TuningScope, { lowLimit, highLimit }: DetectionTuning, { points, store, pipeline }: Pick<RulesContext, 'points' | 'store' | 'pipeline'>): Result<null> => {
  const hasLimits = (lowLimit ?? null) !== null || (highLimit ?? null) !== null
  if (scope.what === 'device' && !store.devices().some(({ id }) => id === scope.deviceId)) return failure('device-unknown', `There is no device ${scope.deviceId} any more.`, { id: scope.deviceId })
  if (scope.what === 'equipment' && !pipeline.equipment().some(({ id }) => id === scope.equipmentId)) return failure('equipment-unknown', `There is no equipment ${scope.equipmentId} any more.`, { id: scope.equipmentId })
  if (scope.what !== 'point') return hasLimits ? noLimits('') : ok(null)
  const point = points.all().find(({ id }) => id === scope.pointId)
  if (point === undefined) return failure('point-unknown', `There is no point ${scope.pointId} any more.`, { id: scope.pointId })
  if (hasLimits && point.kind !== 'analog') return noLimits(point.name)
  if (typeof lowLimit === 'number' && typeof highLimit === 'number' && lowLimit > highLimit) return crossed(lowLimit, highLimit)
  return ok(null)
}

const noLimits = (name: string): Result<never> => failure('tuning-no-limits', `Fixed limits are for single points that measure a number${name === '' ? '' : `; ${name} has states`}.`, { name })
