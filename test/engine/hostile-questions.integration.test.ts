/** Calls of alerts and detection with arguments that their schemas let pass and no screen sends: every one is answered in words or with nothing found, and the engine goes on. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, it, onTestFinished } from 'vitest'
import { timeMs } from '../../shared/calls/call.ts'
import { jobEnd, startInlineEngine, valueOf } from '../support/inline-engine.ts'
import { openSite, saveDevice, temporaryFolder } from './store/sample-site.ts'

const CENTURY_MS = 100 * 365.25 * 86_400_000
const NOBODY = Number.MAX_SAFE_INTEGER
const LATEST = 1.7e308

it('wrong ids, spans of a century and times beyond any calendar are answered', async () => {
  const home = temporaryFolder()
  const store = openSite(join(home, 'site'))
  const { pointIds } = saveDevice(store, 1001, 2)
  store.close()
  const engine = await startInlineEngine({ home })
  onTestFinished(async () => {
    await engine.stop()
    rmSync(home, { recursive: true, force: true })
  })
  const { handlers } = engine
  const [pointId] = pointIds as [number]
  const scope = { what: 'points' as const, pointIds: [NOBODY] }
  const text = '\u0000😀'.repeat(100)
  const questions: Readonly<Record<string, () => unknown>> = {
    'list all time': () => handlers.listAlerts({ which: 'all', fromMs: 0, toMs: LATEST, limit: 5_000 }),
    'list backwards': () => handlers.listAlerts({ which: 'all', fromMs: LATEST, toMs: 0, limit: 5_000 }),
    'alert of nobody': () => handlers.getAlert({ alertId: NOBODY }),
    'explain nobody': () => handlers.explainAlert({ alertId: NOBODY }),
    'acknowledge nobody': () => handlers.acknowledgeAlerts({ alertIds: [NOBODY], note: text }),
    'shelve nobody': () => handlers.shelveAlerts({ alertIds: [NOBODY], reason: text, untilMs: LATEST, oneShot: false }),
    'export nobody': () => handlers.exportAlerts({ alertIds: [NOBODY], format: 'csv' }),
    'window without end': () => handlers.saveMaintenanceWindow({ scope: { what: 'site' }, fromMs: 0, toMs: LATEST, reason: text }),
    'window of nobody': () => handlers.saveMaintenanceWindow({ windowId: NOBODY, scope, fromMs: 0, toMs: CENTURY_MS, reason: text }),
    'end no window': () => handlers.endMaintenanceWindow({ windowId: NOBODY }),
    'mute for ever': () => handlers.setMute({ untilMs: LATEST, reason: text }),
    'load of a century': () => handlers.getAlarmLoad({ fromMs: 0, toMs: CENTURY_MS }),
    'load backwards': () => handlers.getAlarmLoad({ fromMs: LATEST, toMs: 0 }),
    'incidents of all time': () => handlers.listIncidents({ which: 'all', fromMs: 0, toMs: LATEST, limit: 1_000 }),
    'incident of nobody': () => handlers.getIncident({ incidentId: NOBODY }),
    'learnt of nobody': () => handlers.getPointLearnt({ pointId: NOBODY }),
    'tuning of nobody': () => handlers.setDetectionTuning({ scope: { what: 'point', pointId: NOBODY }, tuning: { bandWidth: 4 } }),
    'limits crossed': () => handlers.setDetectionTuning({ scope: { what: 'point', pointId }, tuning: { lowLimit: LATEST, highLimit: -LATEST } }),
    'no exception': () => handlers.removeDetectionException({ exceptionId: NOBODY }),
    'no back-test': () => handlers.getBackTest({ backTestId: NOBODY }),
    'feedback on nobody': () => handlers.previewFeedback({ alertId: NOBODY, verdict: 'notUseful' }),
    'feedback list of nobody': () => handlers.listFeedback({ pointId: NOBODY }),
  }
  const odd: Record<string, unknown> = {}
  const answers: Record<string, string> = {}
  for (const [name, ask] of Object.entries(questions)) {
    try {
      const answer = (await ask()) as { readonly ok: boolean; readonly error?: { readonly code: string } }
      answers[name] = answer.ok ? 'answered' : (answer.error?.code ?? 'no code')
    } catch (error) {
      odd[name] = error
    }
  }
  expect(odd).toEqual({})
  expect(Object.entries(answers).filter(([, said]) => said === 'engine-bug' || said === 'no code')).toEqual([])
  const ends: string[] = []
  for (const [fromMs, toMs, asked] of [[0, CENTURY_MS, pointId], [LATEST / 2, LATEST, NOBODY], [LATEST, 0, pointId]] as const) {
    const started = await handlers.startBackTest({ pointIds: [asked], fromMs, toMs, tuning: {}, only: [] })
    ends.push(started.ok ? (await jobEnd(handlers, started.value.job.id)).state : started.error.code)
  }
  expect(ends).toEqual(['done', 'point-unknown', 'period-empty'])
  // Beyond the year 2200 no call gets to the engine.
  expect([LATEST, -1, Number.NaN, 7_258_118_400_001].map((fromMs) => v.safeParse(timeMs, fromMs).success)).toEqual([false, false, false, false])
  expect(valueOf(await handlers.listAlerts({ which: 'open', limit: 10 })).every(({ kind }) => kind === 'device')).toBe(true)
})
