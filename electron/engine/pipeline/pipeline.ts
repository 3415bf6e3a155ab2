/** The way from a reading to an alert: wires gate, detectors, episodes, alert book, live table and writer together. */
import type { Alert, AlertTransition } from '../../../shared/domain/alert.ts'
import type { Point } from '../../../shared/domain/point.ts'
import { isTrusted } from '../../../shared/domain/quality.ts'
import { ok } from '../../../shared/result.ts'
import { createCalendar } from '../analysis/calendar.ts'
import { nameOf } from './alert-words.ts'
import { createAlertBook } from './alert-book.ts'
import { createAlertCare } from './alert-care.ts'
import { createClockWatch } from './clock-watch.ts'
import { createDataAlerts } from './data-alerts.ts'
import { deviceReachability } from './device-alerts.ts'
import { createDemandAlerts } from './demand-alerts.ts'
import { createDriftAlerts } from './drift-alerts.ts'
import { DRIFT } from './drift-reference.ts'
import { judgeDriftOf } from './drift-round.ts'
import { createEquipmentAlerts } from './equipment-alerts.ts'
import { expectedBandOf } from './expected-band.ts'
import { createHolidayKeeper } from './holiday-keeper.ts'
import { createFollowedKeeper } from './followed-scales.ts'
import { createHistoryIntake } from './history-intake.ts'
import { judgingOf, takeReading, takeUnchanged, type IntakeParts } from './intake.ts'
import { createLatencyRecord } from './latency.ts'
import { LEARN_WINDOW_MS, learnPoints } from './learn.ts'
import { learntOf, sumOfLearnt } from './learnt-sum.ts'
import { findSigns } from './learn-holidays.ts'
import { createLiveTable } from './live-table.ts'
import { heedRole } from './judge-early.ts'
import { createMaintenance } from './maintenance.ts'
import { createModelLoader } from './model-loader.ts'
import type { Pipeline, PipelineDeps } from './pipeline-types.ts'
import { modelsFromRows } from './point-models.ts'
import { saysNothing, type RelatedModel } from '../analysis/detect/related-model.ts'
import { upstreamCandidates } from '../analysis/detect/upstream-points.ts'
import { breakEpisodes, breakPoint, isKeptFromLearning, rebasePoint, useModels, type MonitoredPoint } from './point-monitor.ts'
import type { ReadingRows } from '../store/store-types.ts'
import { learnRelated, relatedQuestions } from './related-round.ts'
import { createRelatedWatch, relatedOfRows } from './related-watch.ts'
import { createReadingWriter } from './reading-writer.ts'
import { createSettling } from './settling.ts'
import { collectLevels, LEVELS_KEY, readLevels, resumeAlerts } from './resume.ts'
import { LEARNT_KEY, readLearnt } from './rules/learnt-equipment.ts'
import { formGently } from './rules/form-equipment.ts'
import { createRuleMonitor } from './rules/rule-monitor.ts'
import { createTuningBook, NO_RULES } from './tuning.ts'
import { createWatchList } from './watch-list.ts'

const TICK_MS = 1_000
const LIVE_EVERY_MS = 500
const KEEP_LEVELS_EVERY_MS = 60_000
const KEEP_EQUIPMENT_EVERY_MS = 3_600_000
const KEEP_FOLLOWED_EVERY_MS = 60_000
/** Equipment of a large site is formed over some seconds. */
const FORM_SLICE_MS = 15

export const createPipeline = ({ clock, store, learner, log, listener, roleOf }: PipelineDeps): Pipeline => {
  const deviceName = (deviceId: number): string => {
    const device = store.devices().find(({ id }) => id === deviceId)
    return device === undefined ? `#${deviceId}` : device.name || `${device.instance}`
  }
  const maintenance = createMaintenance(clock, store)
  const book = createAlertBook({ clock, store, log, alertsChanged: (alerts) => listener.alertsChanged(alerts), covering: maintenance.covering })
  const writer = createReadingWriter({ clock, store, log, storeTrouble: (text) => listener.storeTrouble(text) })
  const driftAlerts = createDriftAlerts(book)
  const demandAlerts = createDemandAlerts(book)
  const dataAlerts = createDataAlerts({ clock, book, deviceName })
  const care = createAlertCare({ clock, book, maintenance, pointsOf: (alert) => dataAlerts.pointsOf(alert) })
  const parts: IntakeParts = { writer, dataAlerts, equipment: createEquipmentAlerts(book), settling: createSettling() }
  const clockWatch = createClockWatch(clock)
  const latency = createLatencyRecord()
  const live = createLiveTable()
  const watched = createWatchList(live)
  const learntFeeder = (pointId: number): number | null => watched.get(pointId)?.related?.model.upstream?.pointId ?? null
  const ruleMonitor = createRuleMonitor({
    book, learntFeeder, deviceName, learnt: () => readLearnt(store, log),
    valueOf: (pointId) => trustedOf(pointId),
    tuningOf: (equipment) => tuning.ofEquipment(equipment),
  })
  /** Points or roles changed since equipment was formed. */
  let equipmentIsOld = false
  let forming: Generator<undefined, void> | null = null
  const trustedOf = (pointId: number): number => {
    const monitored = watched.get(pointId)
    return monitored === undefined ? Number.NaN : live.trusted(monitored.slot)
  }
  const related = createRelatedWatch(trustedOf, (pointId) => {
    const point = watched.get(pointId)?.point
    return point === undefined ? '' : nameOf(point)
  })
  const relate = (monitored: MonitoredPoint, model: RelatedModel | null): void => {
    monitored.related = model === null || saysNothing(model) ? null : related.view(model)
  }
  const models = createModelLoader(store, (pointId) => watched.get(pointId), (monitored, rows) => relate(monitored, relatedOfRows(rows)))
  const followed = createFollowedKeeper({ clock, store, log, all: () => watched.all() })
  let settings = store.settings()
  const holidays = createHolidayKeeper(store, log)
  let calendar = createCalendar(settings.timeZone, holidays.isHoliday)
  let judging = judgingOf(settings, calendar)
  let rules = NO_RULES
  let tuning = createTuningBook(settings, rules)
  let stopped = false
  const history = createHistoryIntake(writer, (pointId) => watched.get(pointId)?.rules)

  const keepLevels = (): void => {
    try {
      store.setMeta(LEVELS_KEY, JSON.stringify(collectLevels(watched.all())))
    } catch (error) {
      log.warn('levels not kept', String(error))
    }
  }

  const keepEquipment = (): void => {
    try {
      store.setMeta(LEARNT_KEY, JSON.stringify(ruleMonitor.learnt()))
    } catch (error) {
      log.warn('what was learnt of equipment was not kept', String(error))
    }
  }

  const judgeEquipment = (): void => {
    if (roleOf === undefined) return
    if (equipmentIsOld) forming = ruleMonitor.form(Array.from(watched.all(), ({ point }) => point), roleOf, clock.nowMs())
    if (equipmentIsOld) for (const { early, point } of watched.all()) heedRole(early, roleOf(point.id), point.units)
    equipmentIsOld = false
    const startedMs = clock.monotonicMs()
    while (forming !== null && clock.monotonicMs() - startedMs < FORM_SLICE_MS) if (forming.next().done === true) forming = null
    ruleMonitor.turn(clock.nowMs())
  }

  const wentStale = (monitored: MonitoredPoint): void => breakEpisodes(monitored)

  const checkClock = (): void => {
    const jumpMs = clockWatch.jumpMs()
    if (jumpMs === 0) return
    log.warn('the wall clock jumped', { jumpMs })
    for (const monitored of watched.all()) {
      if (jumpMs < 0) rebasePoint(monitored)
      else breakPoint(monitored)
      live.makeStale(monitored.slot)
    }
    if (jumpMs > 0) recordJump(jumpMs)
  }

  const recordJump = (jumpMs: number): void => {
    const toMs = clock.nowMs()
    try {
      store.addGap({ deviceId: null, fromMs: toMs - jumpMs, toMs, reason: 'clockJump' })
    } catch (error) {
      log.warn('clock jump not recorded', String(error))
    }
  }

  const tick = (): void => {
    checkClock()
    live.markStale(clock.monotonicMs(), (slot) => wentStale(watched.inSlot(slot) as MonitoredPoint))
    dataAlerts.settle()
    holidays.turn()
    judgeEquipment()
    care.tick()
    writer.flush(true)
  }

  holidays.enter(settings.holidays)
  care.configure(settings)
  care.tick()
  const cancels = [
    clock.every(TICK_MS, tick),
    clock.every(LIVE_EVERY_MS, () => {
      const changes = live.changes()
      if (changes !== null) listener.liveValues(changes)
    }),
    clock.every(KEEP_LEVELS_EVERY_MS, keepLevels),
    clock.every(KEEP_FOLLOWED_EVERY_MS, () => followed.turn()),
    clock.every(KEEP_EQUIPMENT_EVERY_MS, () => roleOf !== undefined && keepEquipment()),
  ]

  const showLast = (last: ReadingRows, known: ReadonlySet<number>): void => {
    const monotonicMs = clock.monotonicMs()
    for (let i = 0; i < last.count; i++) {
      const pointId = last.pointIds[i] as number
      const monitored = watched.get(pointId)
      if (monitored !== undefined && !known.has(pointId)) live.restore(monitored.slot, last.timesMs[i] as number, last.values[i] as number, last.qualities[i] as number, monotonicMs)
    }
  }

  const trusted = (pointId: number, timeMs: number, value: number): void => {
    holidays.take(pointId, timeMs, value, calendar)
    related.take(pointId, timeMs, value)
  }

  const retune = (): void => {
    tuning = createTuningBook(settings, rules)
    for (const monitored of watched.all()) monitored.tuning = tuning.of(monitored.point)
  }

  const setDevicePoints = (deviceId: number, points: readonly Point[]): void => {
    const before = new Set(watched.ofDevice(deviceId).map(({ point }) => point.id))
    const { added, removed } = watched.replace(deviceId, points)
    equipmentIsOld = true
    for (const monitored of watched.ofDevice(deviceId)) monitored.tuning = tuning.of(monitored.point)
    if (added.length > 0) {
      const last = store.lastReadings(deviceId)
      showLast(last, before)
      models.load(added)
      resumeAlerts(added, last, book, dataAlerts, () => readLevels(store, log))
    }
    for (const monitored of removed) dataAlerts.drop(monitored)
    const gone = new Set(removed.map(({ point }) => point.id))
    if (gone.size > 0) book.forget(({ pointId }) => pointId !== null && gone.has(pointId))
    if (points.length === 0 && store.devices().every(({ id }) => id !== deviceId)) book.forget((alert) => alert.deviceId === deviceId)
  }

  return {
    setPoints: (points) => {
      const byDevice = Map.groupBy(points, ({ deviceId }) => deviceId)
      for (const deviceId of watched.deviceIds()) if (!byDevice.has(deviceId)) setDevicePoints(deviceId, [])
      for (const [deviceId, own] of byDevice) setDevicePoints(deviceId, own)
    },
    setDevicePoints,
    rolesChanged: () => {
      equipmentIsOld = true
    },
    equipment: () => ruleMonitor.equipment(),
    supplyTree: () => ruleMonitor.supply(),
    learntFeeder,
    configure: (next) => {
      if (next.timeZone !== calendar.timeZone) calendar = createCalendar(next.timeZone, holidays.isHoliday)
      settings = next
      judging = judgingOf(settings, calendar)
      holidays.enter(settings.holidays)
      care.configure(settings)
      retune()
    },
    tune: (next) => {
      rules = next
      retune()
    },
    take: ({ pointIds, timesMs, values, statusFlags }) => {
      if (stopped) return
      const arrivedMs = clock.monotonicMs()
      checkClock()
      let raisedCount = 0
      const raised = (): void => void raisedCount++
      for (let i = 0; i < pointIds.length; i++) {
        const monitored = watched.get(pointIds[i] as number)
        if (monitored === undefined) continue
        const timeMs = timesMs[i] as number
        const value = values[i] as number
        const quality = takeReading(monitored, timeMs, value, statusFlags[i] as number, judging, parts, raised)
        live.take(monitored.slot, timeMs, value, quality, arrivedMs)
        if (isTrusted(quality)) trusted(monitored.point.id, timeMs, value)
      }
      book.push()
      for (; raisedCount > 0; raisedCount--) latency.add(clock.monotonicMs() - arrivedMs)
      writer.flush(false)
    },
    takeUnchanged: (pointIds, atMs) => {
      if (stopped) return
      const arrivedMs = clock.monotonicMs()
      let raised = false
      for (const pointId of pointIds) {
        const monitored = watched.get(pointId)
        if (monitored === undefined) continue
        const quality = takeUnchanged(monitored, atMs, judging, parts, () => (raised = true))
        if (quality === null) continue
        live.take(monitored.slot, atMs, monitored.lastValue, quality, arrivedMs)
        if (isTrusted(quality)) trusted(pointId, atMs, monitored.lastValue)
      }
      if (raised) book.push()
    },
    takeOutcome: (outcome) => writer.addOutcome(outcome),
    takeHistory: (rows, how) => history.take(rows, how?.fresh === true),
    deviceState: (deviceId, state, atMs) => {
      if (state === 'offline') {
        for (const monitored of watched.ofDevice(deviceId)) {
          live.makeStale(monitored.slot)
          wentStale(monitored)
        }
      }
      deviceReachability(book, deviceId, () => deviceName(deviceId), state, atMs)
      book.push()
    },
    learnt: () => sumOfLearnt(watched.all()),
    learntOf: (pointId) => {
      const monitored = watched.get(pointId)
      return learntOf(monitored, monitored !== undefined && isKeptFromLearning(monitored))
    },
    unlearntIds: () => Array.from(watched.all()).flatMap((monitored) => (monitored.models === null && !monitored.awaitsModels && !isKeptFromLearning(monitored) ? [monitored.point.id] : [])),
    learn: async (pointIds, progress, signal) => {
      writer.flush(true, true)
      const points = pointIds.flatMap((id) => {
        const monitored = watched.get(id)
        return monitored === undefined || isKeptFromLearning(monitored) ? [] : [monitored.point]
      })
      const nowMs = clock.nowMs()
      const window = { timeZone: calendar.timeZone, fromMs: nowMs - LEARN_WINDOW_MS, toMs: nowMs }
      const [fromDay, today] = [calendar.dayOf(window.fromMs), calendar.dayOf(nowMs)]
      // A few points do not tell that a building rests; what the others told stays.
      const signs = 2 * points.length >= watched.count() ? await findSigns(points, learner, window, signal) : ok(null)
      if (!signs.ok) return signs
      if (signs.value !== null) holidays.learn(signs.value, fromDay, today)
      const learnt = await learnPoints(points, {
        store, learner, timeZone: calendar.timeZone, nowMs, holidays: holidays.daysBetween(fromDay, today),
        learnt: ({ pointId, rows }) => {
          const monitored = watched.get(pointId)
          if (monitored === undefined) return
          monitored.awaitsModels = false
          useModels(monitored, modelsFromRows(rows))
        },
      }, progress, signal)
      history.reset()
      if (!learnt.ok || roleOf === undefined) return learnt
      const { bindings } = await formGently(Array.from(watched.all(), ({ point }) => point), roleOf, deviceName, () => clock.monotonicMs())
      const questions = relatedQuestions(pointIds.flatMap((id) => watched.get(id) ?? []), roleOf, upstreamCandidates(bindings.map(({ equipment }) => equipment)), store.related.all())
      return learnRelated(questions, {
        store, learner, window: { ...window, holidays: holidays.daysBetween(fromDay, today) },
        learnt: (pointId, model) => {
          const monitored = watched.get(pointId)
          if (monitored !== undefined) relate(monitored, model)
        },
      }, signal)
    },
    judgeDrift: async (signal) => {
      writer.flush(true, true)
      const judged = await judgeDriftOf([...watched.all()], { store, learner, alerts: driftAlerts, isOff: (point) => tuning.of(point).off.has(DRIFT), timeZone: calendar.timeZone, nowMs: clock.nowMs() }, signal)
      book.push()
      return judged
    },
    judgeDemand: (judgements, undecided) => {
      demandAlerts.take(judgements, undecided, clock.nowMs())
      book.push()
    },
    holidays: () => holidays.report(calendar.dayOf(clock.nowMs())),
    knownHolidays: (fromMs, toMs) => holidays.known(calendar.dayOf(fromMs), calendar.dayOf(toMs)),
    holidayDays: (fromMs, toMs) => holidays.daysBetween(calendar.dayOf(fromMs), calendar.dayOf(toMs)),
    liveValues: () => live.all(),
    expectedBand: (pointId, fromMs, toMs, steps) => {
      models.need(pointId)
      return Promise.resolve(expectedBandOf(pointId, watched.get(pointId)?.models ?? null, calendar, watched.get(pointId)?.tuning.bandWidth ?? settings.bandWidth, fromMs, toMs, steps))
    },
    act: (alertIds, event) => book.act(alertIds, event),
    joinIncident: (alertIds, incidentId, because) => {
      const entry: AlertTransition | undefined = because === undefined ? undefined : { atMs: clock.nowMs(), what: 'regrouped', note: '', by: 'reading', reason: because }
      for (const id of alertIds) if (because !== undefined || book.get(id) !== undefined) book.change(id, { incidentId }, entry)
      book.push()
    },
    maintenanceChanged: () => {
      maintenance.reload()
      care.tick()
    },
    openAlerts: (): readonly Alert[] => book.open(),
    markUnobserved: () => {
      // Where the monotonic clock stands still during sleep, the wall clock seems to have jumped: the caller knows better.
      clockWatch.jumpMs()
      for (const monitored of watched.all()) breakPoint(monitored)
      ruleMonitor.breakAll()
    },
    counts: () => ({
      readingsKept: writer.kept(), readingsPerSecond: writer.perSecond(),
      stale: live.count('stale'), dataProblem: live.count('dataProblem'), overridden: live.count('overridden'),
      alertsSetAside: book.setAside(),
      latencyP50Ms: latency.percentile(0.5), latencyP99Ms: latency.percentile(0.99),
    }),
    stop: () => {
      if (stopped) return
      stopped = true
      for (const cancel of cancels) cancel()
      care.stop()
      models.stop()
      keepLevels()
      followed.keepAll()
      if (roleOf !== undefined) keepEquipment()
      writer.flush(true, true)
    },
  }
}
