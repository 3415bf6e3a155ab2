/** Floor plans: where things are, how they do, and where they are put. */
import { Button, Group } from '@mantine/core'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRoute } from 'wouter'
import type { Alert } from '../../../shared/domain/alert.ts'
import type { Plan, PlanContent, PlanSubject } from '../../../shared/domain/plan.ts'
import type { Equipment } from '../../../shared/domain/rules.ts'
import { Answer } from '../../components/answer.tsx'
import { Deeds } from '../../components/deeds.tsx'
import { failureText } from '../../components/engine-text.ts'
import { useScreenPath } from '../../components/screen-path.tsx'
import { StatePanel } from '../../components/state-panel.tsx'
import { planDoor } from '../../doors.ts'
import { useCall, useEngine } from '../../engine/engine-context.tsx'
import { useDeviceIndex, usePointIndex } from '../../engine/indexes.ts'
import { useViewedPoints } from '../../engine/viewed-points.ts'
import { navigate } from '../../hash-location.ts'
import { HeatLegend } from './heat-layer.tsx'
import { itemDoor, type Named } from './item-words.ts'
import { PlanCanvas } from './plan-canvas.tsx'
import { NewPlanDialog } from './plan-dialogs.tsx'
import type { GestureHost } from './plan-gestures.ts'
import { usePlanKeys } from './plan-keys.ts'
import { PlanSide } from './plan-side.tsx'
import { PlanStage } from './plan-stage.ts'
import { PlanToolbar } from './plan-toolbar.tsx'
import { PlanTree } from './plan-tree.tsx'
import { useHeat } from './use-heat.ts'
import { arrangePlans, pictureInput, tellTakenOut, tooLarge, usePlanDeeds } from './use-plan-deeds.ts'
import { usePlanEditing, type PlanEditing } from './use-plan-editing.ts'
import { useItemStatuses } from './use-item-statuses.ts'
import classes from './plan-screen.module.css'

const NO_EQUIPMENT: readonly Equipment[] = []
const NO_ALERTS: readonly Alert[] = []
/** Verdicts of rules change without an event; here only names and points of equipment matter. */
const ASK_EQUIPMENT_EVERY_MS = 60_000

const useNamed = (): Named => {
  const points = usePointIndex()
  const devices = useDeviceIndex()
  const equipment = useCall('listEquipment', {}, { everyMs: ASK_EQUIPMENT_EVERY_MS }).data ?? NO_EQUIPMENT
  return useMemo(() => ({ points, devices, equipment: new Map(equipment.map((each) => [each.id, each])) }), [points, devices, equipment])
}

interface BenchProps {
  readonly plans: readonly Plan[]
  readonly content: PlanContent
  readonly editing: PlanEditing
  readonly makeNew: () => void
}

interface Choice {
  readonly ids: ReadonlySet<number>
  readonly active: number | null
}

const NOTHING: Choice = { ids: new Set(), active: null }

const Bench = ({ plans, content, editing, makeNew }: BenchProps) => {
  const { t } = useTranslation()
  const { plan, items } = content
  const [stage] = useState(() => new PlanStage())
  const root = useRef<HTMLDivElement>(null)
  const [choice, setChoice] = useState<Choice>(NOTHING)
  const [heatOn, setHeatOn] = useState(false)
  const named = useNamed()
  const alerts = useCall('listAlerts', { which: 'open', limit: 5_000 }).data ?? NO_ALERTS
  const statuses = useItemStatuses(items, alerts, named)
  const heat = useHeat(heatOn, items, named.points)
  useViewedPoints(useMemo(() => items.flatMap(({ subject }) => (subject.what === 'point' ? [subject.pointId] : [])), [items]))

  const choose = useCallback((ids: ReadonlySet<number>, active: number | null) => setChoice({ ids, active }), [])
  const deeds = usePlanDeeds(editing, { plan, chosen: choice.ids, choose })
  const open = (id: number): void => {
    const item = items.find((each) => each.id === id)
    const door = item === undefined ? null : itemDoor(item, items, named)
    if (door !== null) navigate(door)
  }
  const changed = (changes: Parameters<GestureHost['changed']>[0]): void => void editing.changeItems(plan.id, changes)

  // Gestures live longer than one drawing: they ask for what is true when they begin.
  const now = { plan, items, choice, open, changed }
  const latest = useRef(now)
  useEffect(() => {
    latest.current = now
  })
  const host = useMemo<GestureHost>(
    () => ({
      locked: () => latest.current.plan.locked,
      items: () => latest.current.items,
      chosen: () => latest.current.choice.ids,
      choose: (ids, active) => {
        latest.current = { ...latest.current, choice: { ids, active } }
        choose(ids, active)
      },
      open: (id) => latest.current.open(id),
      changed: (changes) => latest.current.changed(changes),
    }),
    [choose],
  )
  const onKeyDown = usePlanKeys({ stage, plan, items, chosen: choice.ids, active: choice.active, deeds, choose, open, changed })
  const chosenItems = useMemo(() => items.filter(({ id }) => choice.ids.has(id)), [items, choice.ids])

  const placeOne = (subject: PlanSubject): void => {
    const { x, y } = stage.middle()
    const half = subject.what === 'area' ? { x: subject.width / 2, y: subject.height / 2 } : { x: 0, y: 0 }
    void deeds.place([{ subject, label: '', x: Math.max(0, Math.min(plan.width, x - half.x)), y: Math.max(0, Math.min(plan.height, y - half.y)) }])
  }
  const reveal = (id: number): void => {
    choose(new Set([id]), id)
    stage.reveal(id)
    root.current?.focus({ preventScroll: true })
  }
  return (
    <div className={classes.screen}>
      <PlanToolbar stage={stage} plans={plans} plan={plan} chosen={chosenItems} editing={editing} deeds={deeds} heat={heatOn} setHeat={setHeatOn} makeNew={makeNew} />
      <div className={classes.body}>
        <div className={classes.canvas}>
          <PlanCanvas stage={stage} plan={plan} items={items} named={named} statuses={statuses} chosen={choice.ids} active={choice.active} heat={heat} host={host} root={root} onKeyDown={onKeyDown} place={(more) => void deeds.place(more)} />
          {heat !== null && <HeatLegend heat={heat} />}
          {items.length === 0 && <p className={classes.hint}>{t(plan.locked ? 'plan.emptyLocked' : 'plan.empty')}</p>}
        </div>
        <aside className={classes.side}>
          <PlanSide plan={plan} items={items} named={named} statuses={statuses} chosen={choice.ids} choose={reveal} change={changed} />
          {!plan.locked && <PlanTree named={named} items={items} place={placeOne} />}
        </aside>
      </div>
    </div>
  )
}

const First = ({ editing, makeNew }: { readonly editing: PlanEditing; readonly makeNew: () => void }) => {
  const { t } = useTranslation()
  const engine = useEngine()
  const arrange = async (): Promise<void> => {
    const change = await editing.run(arrangePlans(t, engine))
    if (change !== null) navigate(planDoor(change.plans[0]?.id))
  }
  return (
    <StatePanel
      title={t('plan.none')}
      actions={
        <Group gap="sm">
          <Deeds>
            <Button onClick={makeNew}>{t('plan.newOne')}</Button>
            <Button variant="default" onClick={() => void arrange()}>{t('plan.arrange')}</Button>
          </Deeds>
        </Group>
      }
    >
      {t('plan.noneText')}
    </StatePanel>
  )
}

const OnePlan = ({ plans, planId, ...rest }: Omit<BenchProps, 'content'> & { readonly planId: number }) => {
  const { t } = useTranslation()
  const content = useCall('getPlan', { planId })
  return (
    <Answer query={content} loading={t('plan.loading')}>
      {(data) => <Bench key={data.plan.id} plans={plans} content={data} {...rest} />}
    </Answer>
  )
}

export const PlanScreen = () => {
  const { t } = useTranslation()
  const engine = useEngine()
  const [, params] = useRoute('/plan/:id?')
  const plans = useCall('listPlans', {})
  const editing = usePlanEditing()
  const [making, setMaking] = useState(false)
  const wanted = Number(params?.id ?? 0)
  const plan = plans.data?.find(({ id }) => id === wanted) ?? plans.data?.[0]
  useScreenPath([{ label: t('frame.screen.plan'), to: planDoor() }, ...(plan === undefined ? [] : [{ label: plan.name, to: planDoor(plan.id) }])])

  const make = async (name: string, file: File | null): Promise<string | null> => {
    const refused = file === null ? null : tooLarge(file)
    if (refused !== null) return failureText(t, refused)
    const answer = await editing.attempt(engine.addPlan({ name, ...(file === null ? {} : { file: await pictureInput(file) }) }))
    if (!answer.ok) return failureText(t, answer.error)
    tellTakenOut(t, answer.value)
    navigate(planDoor(answer.value.plans[0]?.id))
    return null
  }
  return (
    <>
      <Answer query={plans} loading={t('plan.loading')}>
        {(all) => (plan === undefined ? <First editing={editing} makeNew={() => setMaking(true)} /> : <OnePlan plans={all} planId={plan.id} editing={editing} makeNew={() => setMaking(true)} />)}
      </Answer>
      {making && <NewPlanDialog close={() => setMaking(false)} make={make} />}
    </>
  )
}
