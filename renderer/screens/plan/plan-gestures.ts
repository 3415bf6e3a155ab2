/** Pointer and wheel on a plan: pan, zoom, choose, choose with a frame, drag items, resize areas. Moves are applied once a frame. */
import type { PlanItem, PlanItemChange } from '../../../shared/domain/plan.ts'
import { framed, keptOnPlan, snapMove, withGroups, type Box } from './plan-boxes.ts'
import type { PlanStage } from './plan-stage.ts'
import type { Place } from './plan-view.ts'

/** What gestures ask for when they begin, and what they end in. */
export interface GestureHost {
  locked(): boolean
  items(): readonly PlanItem[]
  chosen(): ReadonlySet<number>
  /** `active`: the item the keyboard goes on from. */
  choose(ids: ReadonlySet<number>, active: number | null): void
  open(id: number): void
  changed(changes: readonly PlanItemChange[]): void
}

/** A press that moves less is a click, px. */
const CLICK_PX = 4
/** How near another item's line draws, px. */
const SNAP_PX = 6
export const GRID = 10
const LEAST_AREA = 40
const WHEEL_SPEED = 0.0016
/** Wheels that count in lines: so many px each. */
const LINE_PX = 24

interface Gesture {
  move(event: PointerEvent): void
  /** `moved`: it was more than a click. */
  end(moved: boolean, event: PointerEvent): void
  cancel(): void
}

const idOf = (target: EventTarget | null): number | null => {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-item]') : null
  return element === null ? null : Number(element.dataset.item)
}

const toggled = (chosen: ReadonlySet<number>, ids: ReadonlySet<number>): ReadonlySet<number> => {
  const all = [...ids].every((id) => chosen.has(id))
  return all ? new Set([...chosen].filter((id) => !ids.has(id))) : new Set([...chosen, ...ids])
}

const panning = (stage: PlanStage, host: GestureHost, down: PointerEvent): Gesture => {
  let last: Place = { x: down.clientX, y: down.clientY }
  return {
    move: ({ clientX, clientY }) => {
      stage.panBy(clientX - last.x, clientY - last.y)
      last = { x: clientX, y: clientY }
    },
    end: (moved) => {
      if (!moved && down.button === 0) host.choose(new Set(), null)
    },
    cancel: () => undefined,
  }
}

const framing = (stage: PlanStage, host: GestureHost, down: PointerEvent): Gesture => {
  const from = stage.screenAt(down)
  const before = host.chosen()
  const frame = stage.layers?.frame
  const boxTo = (event: PointerEvent): Box => {
    const to = stage.screenAt(event)
    return { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) }
  }
  const hide = (): void => {
    if (frame !== undefined) frame.hidden = true
  }
  return {
    move: (event) => {
      if (frame === undefined) return
      const box = boxTo(event)
      frame.hidden = false
      Object.assign(frame.style, { transform: `translate(${box.x}px, ${box.y}px)`, width: `${box.width}px`, height: `${box.height}px` })
    },
    end: (moved, event) => {
      hide()
      if (!moved) return
      const { x, y, width, height } = boxTo(event)
      const { zoom } = stage.view
      const corner = { x: (x - stage.view.x) / zoom, y: (y - stage.view.y) / zoom }
      const ids = framed(host.items(), { ...corner, width: width / zoom, height: height / zoom })
      host.choose(withGroups(host.items(), [...before, ...ids]), ids[0] ?? null)
    },
    cancel: hide,
  }
}

const guide = (element: HTMLElement | undefined, at: number | null, across: boolean, stage: PlanStage): void => {
  if (element === undefined) return
  element.hidden = at === null
  if (at !== null) element.style.transform = across ? `translateX(${at * stage.view.zoom + stage.view.x}px)` : `translateY(${at * stage.view.zoom + stage.view.y}px)`
}

const dragging = (stage: PlanStage, host: GestureHost, down: PointerEvent, id: number): Gesture => {
  const from = stage.placeAt(down)
  const ids = host.chosen()
  const grabbed = stage.boxes([id])
  const boxes = stage.boxes(ids)
  const others = stage.others(ids)
  let by: Place = { x: 0, y: 0 }
  const guides = (x: number | null, y: number | null): void => {
    guide(stage.layers?.guideX, x, true, stage)
    guide(stage.layers?.guideY, y, false, stage)
  }
  return {
    move: (event) => {
      const at = stage.placeAt(event)
      const free = event.altKey
      const snapped = snapMove(grabbed, free ? [] : others, at.x - from.x, at.y - from.y, { grid: free ? 1 : GRID, reach: SNAP_PX / stage.view.zoom })
      by = keptOnPlan(boxes, snapped.dx, snapped.dy, stage.plan)
      stage.shift(ids, by.x, by.y)
      guides(by.x === snapped.dx ? snapped.guideX : null, by.y === snapped.dy ? snapped.guideY : null)
    },
    end: (moved) => {
      guides(null, null)
      if (!moved || (by.x === 0 && by.y === 0)) {
        stage.settle(ids)
        return
      }
      host.changed(host.items().flatMap((item) => (ids.has(item.id) ? [{ id: item.id, x: item.x + by.x, y: item.y + by.y }] : [])))
    },
    cancel: () => {
      guides(null, null)
      stage.settle(ids)
    },
  }
}

const resizing = (stage: PlanStage, host: GestureHost, id: number): Gesture => {
  const box = stage.boxOf(id) ?? { x: 0, y: 0, width: LEAST_AREA, height: LEAST_AREA }
  let size = { width: box.width, height: box.height }
  const snapped = (value: number, most: number, free: boolean): number => Math.max(LEAST_AREA, Math.min(most, free ? value : Math.round(value / GRID) * GRID))
  return {
    move: (event) => {
      const at = stage.placeAt(event)
      size = { width: snapped(at.x - box.x, stage.plan.width - box.x, event.altKey), height: snapped(at.y - box.y, stage.plan.height - box.y, event.altKey) }
      stage.resize(id, size.width, size.height)
    },
    end: (moved) => {
      if (moved) host.changed([{ id, ...size }])
    },
    cancel: () => stage.settle([id]),
  }
}

/** The gesture that a press begins; null for one that only chooses or opens. */
const begin = (stage: PlanStage, host: GestureHost, down: PointerEvent): Gesture | null => {
  const id = idOf(down.target)
  if (down.button === 1 || (down.button === 0 && id === null && !down.shiftKey)) return panning(stage, host, down)
  if (down.button !== 0) return null
  if (id === null) return framing(stage, host, down)
  if (host.locked()) return { move: () => undefined, end: (moved) => (moved ? undefined : host.open(id)), cancel: () => undefined }
  if (down.target instanceof Element && down.target.closest('[data-resize]') !== null) return resizing(stage, host, id)
  const group = withGroups(host.items(), [id])
  if (down.shiftKey || down.ctrlKey || down.metaKey) {
    host.choose(toggled(host.chosen(), group), id)
    return null
  }
  const alone = !host.chosen().has(id)
  host.choose(alone ? group : host.chosen(), id)
  const drag = dragging(stage, host, down, id)
  return {
    ...drag,
    end: (moved, event) => {
      drag.end(moved, event)
      // A click on one of several chooses it alone.
      if (!moved && !alone) host.choose(group, id)
    },
  }
}

/** Listens on the stage's root until the returned function is called. */
export const followGestures = (stage: PlanStage, host: GestureHost): (() => void) => {
  const root = stage.layers?.root
  if (root === undefined) return () => undefined
  let gesture: Gesture | null = null
  let start: Place = { x: 0, y: 0 }
  let moved = false
  let latest: PointerEvent | null = null
  let frame = 0

  const apply = (): void => {
    frame = 0
    if (latest !== null && moved) gesture?.move(latest)
  }
  const onDown = (event: PointerEvent): void => {
    if (gesture !== null) return
    root.focus({ preventScroll: true })
    gesture = begin(stage, host, event)
    if (gesture === null) return
    event.preventDefault()
    start = { x: event.clientX, y: event.clientY }
    moved = false
    latest = null
    root.setPointerCapture(event.pointerId)
  }
  const onMove = (event: PointerEvent): void => {
    if (gesture === null) return
    latest = event
    moved ||= Math.hypot(event.clientX - start.x, event.clientY - start.y) >= CLICK_PX
    if (frame === 0) frame = requestAnimationFrame(apply)
  }
  const stop = (): Gesture | null => {
    cancelAnimationFrame(frame)
    frame = 0
    const ended = gesture
    gesture = null
    return ended
  }
  const onUp = (event: PointerEvent): void => {
    if (gesture === null) return
    if (moved) gesture.move(event)
    stop()?.end(moved, event)
  }
  const onCancel = (): void => stop()?.cancel()
  // While something is dragged, Esc puts it back and nothing else.
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || gesture === null) return
    event.preventDefault()
    event.stopImmediatePropagation()
    onCancel()
  }
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault()
    const delta = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * LINE_PX : event.deltaY
    stage.zoomBy(Math.exp(-Math.max(-300, Math.min(300, delta)) * WHEEL_SPEED * (event.ctrlKey ? 4 : 1)), stage.screenAt(event))
  }
  const onDouble = (event: MouseEvent): void => {
    const id = idOf(event.target)
    if (id !== null && !host.locked()) host.open(id)
  }
  const ends = new AbortController()
  const { signal } = ends
  root.addEventListener('pointerdown', onDown, { signal })
  root.addEventListener('pointermove', onMove, { signal })
  root.addEventListener('pointerup', onUp, { signal })
  root.addEventListener('pointercancel', onCancel, { signal })
  root.addEventListener('wheel', onWheel, { signal, passive: false })
  root.addEventListener('dblclick', onDouble, { signal })
  window.addEventListener('keydown', onKey, { signal, capture: true })
  return () => {
    onCancel()
    ends.abort()
  }
}
