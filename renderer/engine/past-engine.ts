/**
 * The engine as it was: a session, live values and kept answers of their own, fed from the state of a past time, so that the same screens draw it.
 * What the engine pushes about now does not reach them; calls that would change something are refused.
 */
import type { QueryClient } from '@tanstack/react-query'
import { CALL_NAMES, type CallInput, type CallName, type CallValue, type EngineClient } from '../../shared/contract.ts'
import type { PastState } from '../../shared/domain/past-state.ts'
import { failure, ok, type Failure, type Result } from '../../shared/result.ts'
import type { EngineSession } from './engine-session.ts'
import { createLiveStore, type LiveStore } from './live-store.ts'
import { alertDetailAsOf, alertsAsOf, incidentsAsOf, onlyLooks, openIncidents, pastAlertList, pastStatistics, pointsAsOf } from './past-answers.ts'
import { createStateKeeper, type StateKeeper } from './past-states.ts'
import { createQueryClient } from './query-cache.ts'

export interface PastView {
  /** The state that is shown; null until the first has come. */
  readonly state: PastState | null
  /** Why the time asked for last cannot be shown. */
  readonly problem: Failure | null
}

export interface PastEngine {
  readonly session: EngineSession
  readonly live: LiveStore
  readonly queries: QueryClient
  /** Shows this time as soon as its state is there; a later call takes the place of one that waits. */
  seek(atMs: number): void
  /** Asks for the last time again. */
  retry(): void
  /** States to come, made ready in advance. */
  readonly states: StateKeeper
  readonly view: () => PastView
  readonly subscribe: (changed: () => void) => () => void
  /** Follows the present where the past depends on it; the returned function ends it. */
  open(): () => void
}

/** Answers that do not depend on the time looked at, and are taken over from now so that nothing is waited for. */
const TIMELESS: readonly CallName[] = ['getStatus', 'getSettings', 'listPoints', 'listPlans', 'getPlan', 'listEquipment', 'listRoles', 'listMeters', 'getMute', 'getDetectionSettings', 'getCheckUp', 'getDiagnosis', 'listMaintenanceWindows']

/** Every time looked at leaves answers behind. */
const KEPT_MS = 60_000

/** Series that were asked for do not change as one seeks; their period says what they are. */
const BY_PERIOD: ReadonlySet<string> = new Set<CallName>(['getSeries', 'getExpectedBand', 'getCoverageGaps', 'getAlarmLoad', 'getPlanPicture'])

/** Answered from the state, or from the record as it was at its time. */
type PastAnswers = { readonly [N in CallName]?: (args: CallInput<N>, state: PastState) => Result<CallValue<N>> | Promise<Result<CallValue<N>>> }

const mapped = async <T>(answer: Promise<Result<T>>, change: (value: T) => T): Promise<Result<T>> => {
  const now = await answer
  return now.ok ? ok(change(now.value)) : now
}

const answersOf = (present: EngineClient): PastAnswers => ({
  getLiveValues: (_, state) => ok(state.values),
  listPoints: (args, state) => mapped(present.listPoints(args), (points) => pointsAsOf(points, state, args.deviceId)),
  listDevices: (_, state) => ok(state.devices),
  getStatistics: (args, state) => mapped(present.getStatistics(args), (statistics) => pastStatistics(statistics, state)),
  listAlerts: (args, state) =>
    args.which === 'all' ? mapped(present.listAlerts({ ...args, toMs: Math.min(args.toMs ?? Number.POSITIVE_INFINITY, state.atMs + 1) }), (all) => alertsAsOf(all, state)) : ok(pastAlertList(args, state)),
  getAlert: (args, state) => mapped(present.getAlert(args), (detail) => alertDetailAsOf(detail, state)),
  listIncidents: (args, state) =>
    args.which === 'open' ? ok(openIncidents(state.incidents).slice(0, args.limit)) : mapped(present.listIncidents({ ...args, toMs: Math.min(args.toMs ?? Number.POSITIVE_INFINITY, state.atMs + 1) }), (all) => incidentsAsOf(all, state)),
  getIncident: (args, state) =>
    mapped(present.getIncident(args), ({ incident, alerts }) => ({ incident: incidentsAsOf([incident], state)[0] ?? incident, alerts: alertsAsOf(alerts, state) })),
  // Plans hold still: nothing is moved in the past.
  listPlans: (args) => mapped(present.listPlans(args), (plans) => plans.map((plan) => ({ ...plan, locked: true }))),
  getPlan: (args) => mapped(present.getPlan(args), (content) => ({ ...content, plan: { ...content.plan, locked: true } })),
  setViewedPoints: () => ok(null),
})

const refused = (name: CallName): Result<never> => failure('past-only-looks', `Nothing is changed while the past is shown; ${name} was not asked.`, { name })

/** `waitForState`: the state that is shown, as soon as there is one. */
const pastClient = (present: EngineClient, waitForState: () => Promise<PastState>): EngineClient => {
  const answers = answersOf(present)
  const answer = async (name: CallName, args: unknown): Promise<Result<unknown>> => {
    const past = answers[name] as ((args: unknown, state: PastState) => Result<unknown> | Promise<Result<unknown>>) | undefined
    if (past !== undefined) return past(args, await waitForState())
    if (!onlyLooks(name)) return refused(name)
    return (present[name] as (args: unknown) => Promise<Result<unknown>>)(args)
  }
  return Object.fromEntries(CALL_NAMES.map((name) => [name, (args: unknown) => answer(name, args)])) as unknown as EngineClient
}

const adopt = (from: QueryClient, to: QueryClient): void => {
  for (const name of TIMELESS) {
    for (const [key, data] of from.getQueriesData({ queryKey: [name] })) {
      if (data === undefined) continue
      to.setQueryData(key, data)
      // Plans are adopted as they look; that they are locked is told by the answer that follows.
      if (name === 'listPlans' || name === 'getPlan') void to.invalidateQueries({ queryKey: key, exact: true })
    }
  }
}

/** Lists that the state holds whole are put in place at once, without a moment of nothing; what needs the record is asked again and shows the old until then. */
const show = (queries: QueryClient, state: PastState): void => {
  queries.setQueryData(['listDevices', {}], state.devices)
  const statistics = queries.getQueryData<CallValue<'getStatistics'>>(['getStatistics', {}])
  if (statistics !== undefined) queries.setQueryData(['getStatistics', {}], pastStatistics(statistics, state))
  for (const [key] of queries.getQueriesData({ queryKey: ['listAlerts'] })) {
    const args = key[1] as CallInput<'listAlerts'>
    if (args.which !== 'all') queries.setQueryData(key, pastAlertList(args, state))
  }
  for (const [key] of queries.getQueriesData({ queryKey: ['listIncidents'] })) {
    const args = key[1] as CallInput<'listIncidents'>
    if (args.which === 'open') queries.setQueryData(key, openIncidents(state.incidents).slice(0, args.limit))
  }
  void queries.invalidateQueries({
    predicate: ({ queryKey: [name, args] }) => name === 'getAlert' || name === 'getIncident' || ((name === 'listAlerts' || name === 'listIncidents') && (args as { which?: string }).which === 'all'),
  })
}

const idsOf = (points: readonly { readonly id: number }[] = []): string => points.map(({ id }) => id).join()

interface PastDeps {
  readonly session: EngineSession
  /** The kept answers of now. */
  readonly queries: QueryClient
}

export const createPastEngine = ({ session, queries: present }: PastDeps): PastEngine => {
  const queries = createQueryClient(KEPT_MS)
  const live = createLiveStore()
  const states = createStateKeeper(session.client)
  const listeners = new Set<() => void>()
  let view: PastView = { state: null, problem: null }
  let wanted: number | null = null
  let first: { readonly promise: Promise<PastState>; readonly resolve: (state: PastState) => void } | null = Promise.withResolvers<PastState>()

  const waitForState = (): Promise<PastState> => (view.state === null ? (first?.promise ?? Promise.reject(new Error('no state'))) : Promise.resolve(view.state))
  const set = (next: PastView): void => {
    view = next
    for (const changed of listeners) changed()
  }
  const take = (state: PastState): void => {
    const before = view.state
    if (before === null || before.values !== state.values) live.apply(state.values, true)
    // Before the screens are told, so that what they draw again is of one time.
    view = { state, problem: null }
    show(queries, state)
    if (idsOf(before?.gonePoints) !== idsOf(state.gonePoints)) void queries.invalidateQueries({ queryKey: ['listPoints'] })
    first?.resolve(state)
    first = null
    set(view)
  }
  const seek = (nextMs: number): void => {
    wanted = nextMs
    states.seek(nextMs, (answer) => {
      if (answer.ok) take(answer.value)
      else set({ ...view, problem: answer.error })
    })
  }

  const again = (): void => {
    if (wanted !== null) seek(wanted)
  }

  const open = (): (() => void) => {
    adopt(present, queries)
    const ends = [
      session.on('settingsChanged', (settings) => queries.setQueryData(['getSettings', {}], settings)),
      session.on('plansChanged', () => void queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => name === 'listPlans' || name === 'getPlan' })),
      session.on('pointsChanged', () => void queries.invalidateQueries({ queryKey: ['listPoints'] })),
      session.onConnected(() => {
        states.forget()
        void queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => !BY_PERIOD.has(String(name)) })
        again()
      }),
    ]
    return () => {
      for (const end of ends) end()
      queries.clear()
    }
  }
  return {
    session: { ...session, client: pastClient(session.client, waitForState), on: () => () => undefined, onConnected: () => () => undefined },
    live,
    queries,
    seek,
    retry: again,
    states,
    view: () => view,
    subscribe: (changed) => {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
    open,
  }
}
