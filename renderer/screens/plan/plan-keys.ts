/** Keys on a plan: walk through the items, move them, choose, group, take away, zoom. */
import { useEffect, useRef } from 'react'
import type { Plan, PlanItem, PlanItemChange } from '../../../shared/domain/plan.ts'
import { directionOf, keptOnPlan, neighbour, withGroups } from './plan-boxes.ts'
import { GRID } from './plan-gestures.ts'
import type { PlanStage } from './plan-stage.ts'
import type { PlanDeeds } from './use-plan-deeds.ts'

/** Steps of one hold of a key are one change: this long after the last, ms. */
const MOVED_REST_MS = 400
const ZOOM_STEP = 1.25

export interface KeyHost {
  readonly stage: PlanStage
  readonly plan: Plan
  readonly items: readonly PlanItem[]
  readonly chosen: ReadonlySet<number>
  readonly active: number | null
  readonly deeds: PlanDeeds
  readonly choose: (ids: ReadonlySet<number>, active: number | null) => void
  readonly open: (id: number) => void
  readonly changed: (changes: readonly PlanItemChange[]) => void
}

interface Shift {
  readonly ids: ReadonlySet<number>
  dx: number
  dy: number
}

/** Walks to the next item, or to the first. */
const walk = ({ items, active, stage, choose }: KeyHost, key: string): void => {
  const direction = directionOf(key)
  const from = items.find(({ id }) => id === active)
  const next = from === undefined || direction === undefined ? items[0] : (neighbour(items, from, direction) ?? from)
  if (next === undefined) return
  choose(withGroups(items, [next.id]), next.id)
  stage.reveal(next.id)
}

/** True where the key was one of ours. */
const withControl = (host: KeyHost, event: React.KeyboardEvent): boolean => {
  const { plan, items, choose, deeds, chosen } = host
  const key = event.key.toLowerCase()
  if (directionOf(event.key) !== undefined) walk(host, event.key)
  else if (key === 'a') choose(new Set(items.map(({ id }) => id)), host.active)
  else if (key === 'g' && !plan.locked) {
    if (event.shiftKey ? chosen.size > 0 : chosen.size > 1) deeds.group(!event.shiftKey)
  } else return false
  return true
}

const plain = (host: KeyHost, event: React.KeyboardEvent): boolean => {
  const { stage, plan, items, chosen, active, deeds, choose, open } = host
  switch (event.key) {
    case 'Enter':
      if (active !== null) open(active)
      return true
    case ' ':
      if (active !== null) choose(chosen.has(active) ? new Set([...chosen].filter((id) => id !== active)) : withGroups(items, [...chosen, active]), active)
      return true
    case 'Delete':
    case 'Backspace':
      if (!plan.locked && chosen.size > 0) deeds.removeChosen()
      return true
    case 'Escape':
      choose(new Set(), null)
      return true
    case '+':
    case '=':
      stage.zoomBy(ZOOM_STEP)
      return true
    case '-':
      stage.zoomBy(1 / ZOOM_STEP)
      return true
    case '0':
      stage.fit()
      return true
    default:
      return false
  }
}

/** The key handler of the plan; Ctrl+Z and Ctrl+Y work on the whole screen outside of fields. */
export const usePlanKeys = (host: KeyHost): ((event: React.KeyboardEvent) => void) => {
  const latest = useRef(host)
  const shift = useRef<Shift | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    latest.current = host
  })

  const settleShift = (): void => {
    clearTimeout(timer.current)
    const moved = shift.current
    shift.current = null
    if (moved === null || (moved.dx === 0 && moved.dy === 0)) return
    const { items, changed } = latest.current
    changed(items.flatMap((item) => (moved.ids.has(item.id) ? [{ id: item.id, x: item.x + moved.dx, y: item.y + moved.dy }] : [])))
  }
  const move = (event: React.KeyboardEvent): void => {
    const direction = directionOf(event.key)
    const { chosen, stage } = latest.current
    if (direction === undefined) return
    if (shift.current !== null && shift.current.ids !== chosen) settleShift()
    const moving = (shift.current ??= { ids: chosen, dx: 0, dy: 0 })
    const step = event.shiftKey ? 1 : GRID
    const kept = keptOnPlan(stage.boxes(chosen), moving.dx + direction.x * step, moving.dy + direction.y * step, stage.plan)
    Object.assign(moving, { dx: kept.x, dy: kept.y })
    stage.shift(chosen, kept.x, kept.y)
    clearTimeout(timer.current)
    timer.current = setTimeout(settleShift, MOVED_REST_MS)
  }

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const key = event.key.toLowerCase()
      const isUndo = key === 'z' && !event.shiftKey
      const isRedo = key === 'y' || (key === 'z' && event.shiftKey)
      if (!(event.ctrlKey || event.metaKey) || !(isUndo || isRedo) || latest.current.plan.locked) return
      if (event.target instanceof Element && event.target.closest('input, textarea, [role=dialog]') !== null) return
      event.preventDefault()
      if (isUndo) latest.current.deeds.undo()
      else latest.current.deeds.redo()
    }
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('keydown', onKey)
      clearTimeout(timer.current)
    }
  }, [])

  return (event) => {
    const { plan, chosen } = latest.current
    const control = event.ctrlKey || event.metaKey
    const isArrow = directionOf(event.key) !== undefined
    if (control ? withControl(latest.current, event) : !isArrow && plain(latest.current, event)) event.preventDefault()
    else if (isArrow && !control) {
      if (plan.locked || chosen.size === 0) walk(latest.current, event.key)
      else move(event)
      event.preventDefault()
    }
  }
}
