/**
 * The elements of a plan on the screen, moved by transforms alone: panning and zooming move two layers, dragging writes one transform for each item that is
 * dragged, and React draws nothing of that. While it is zoomed items grow along; at rest each is placed anew with words of the usual size. Whoever draws items
 * registers their elements here.
 */
import type { Plan, PlanItem } from '../../../shared/domain/plan.ts'
import { createFrameTurns } from './frame-turns.ts'
import { labelRoom, MARK_INSET_PX, type LabelSize } from './label-room.ts'
import { labelWidths, type LabelFacts } from './label-widths.ts'
import { boxOf, type Box } from './plan-boxes.ts'
import { fittingView, heldView, toPlan, zoomedView, type Place, type PlanView, type Size } from './plan-view.ts'

export interface StageLayers {
  /** What is seen of the plan; gestures begin here. */
  readonly root: HTMLElement
  /** Picture, heat: scaled as a whole. */
  readonly drawing: HTMLElement
  /** Items: panned as a whole, each placed by itself, so that their words keep their size. */
  readonly items: HTMLElement
  readonly frame: HTMLElement
  readonly guideX: HTMLElement
  readonly guideY: HTMLElement
}

/** Items are placed and labels fitted anew after so much rest, ms: longer than between two notches of a wheel. */
const LABEL_REST_MS = 250
/** So many labels change their size in one frame. */
const LABELS_A_FRAME = 60
/** 500 items have their values within half a second. */
const VALUES_A_FRAME = 20
/** Values wait while the plan is moved, so that each of its frames costs a transform only. In a long move they have a turn in every `VALUES_ROUND_MS`, after `VALUES_WAIT_MS` of it. */
const VALUES_ROUND_MS = 3_000
const VALUES_WAIT_MS = 2_500
/** How long an enlarged drawing stays as it was painted before it is painted sharp, ms. */
const SHARP_REST_MS = 200

/** Fewer dragged items are moved one by one. */
const MANY = 50

const NOWHERE: Place = { x: 0, y: 0 }
const AREA_INSET: Place = { x: MARK_INSET_PX, y: 11 }

const px = (value: number): string => `${Math.round(value * 100) / 100}px`

export class PlanStage {
  #layers: StageLayers | null = null
  #plan: Size = { width: 1, height: 1 }
  #planId = 0
  #view: PlanView = { zoom: 1, x: 0, y: 0 }
  #fitted = true
  /** The zoom at which items are placed. */
  #placedZoom = 1
  /** How far the layer of items is moved while most of them are dragged, plan units. */
  #carried: Place = NOWHERE
  readonly #elements = new Map<number, HTMLElement>()
  #boxes = new Map<number, Box>()
  #labels: ReadonlyMap<number, LabelFacts> = new Map()
  /** How wide the values of items are drawn, px: the widest so far, so that a digit more or less changes no label. */
  readonly #valuePx = new Map<number, number>()
  readonly #listeners = new Set<() => void>()
  #labelTimer: ReturnType<typeof setTimeout> | undefined
  #labelFrame = 0
  #sharpTimer: ReturnType<typeof setTimeout> | undefined
  /** When the layers began to move; undefined at rest. */
  #liftedAtMs: number | undefined
  /** The turns in which items draw new values. */
  readonly valueTurns = createFrameTurns(VALUES_A_FRAME, (run) => void requestAnimationFrame(run), () => this.#liftedAtMs !== undefined && (performance.now() - this.#liftedAtMs) % VALUES_ROUND_MS < VALUES_WAIT_MS)

  /** Takes the layers into use; the returned function lets them go. */
  attach(layers: StageLayers): () => void {
    this.#layers = layers
    const observer = new ResizeObserver(() => {
      if (this.#fitted) this.fit()
      else this.show(this.#view)
    })
    observer.observe(layers.root)
    this.fit()
    return () => {
      observer.disconnect()
      clearTimeout(this.#labelTimer)
      cancelAnimationFrame(this.#labelFrame)
      clearTimeout(this.#sharpTimer)
      this.#liftedAtMs = undefined
      this.#layers = null
    }
  }

  get layers(): StageLayers | null {
    return this.#layers
  }
  get view(): PlanView {
    return this.#view
  }
  get plan(): Size {
    return this.#plan
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed)
    return () => void this.#listeners.delete(changed)
  }

  /** Another plan is shown whole; of the same one the view stays. */
  setPlan({ id, width, height }: Pick<Plan, 'id' | 'width' | 'height'>): void {
    const other = id !== this.#planId || width !== this.#plan.width || height !== this.#plan.height
    this.#planId = id
    this.#plan = { width, height }
    if (other) this.fit()
  }

  setItems(items: readonly PlanItem[]): void {
    this.#boxes = new Map(items.map((item) => [item.id, boxOf(item)]))
    this.#putDown()
    for (const id of this.#boxes.keys()) this.#place(id)
    this.#fitLabelsSoon()
  }

  setLabels(labels: ReadonlyMap<number, LabelFacts>): void {
    this.#labels = labels
    this.#fitLabelsSoon()
  }

  register(id: number, element: HTMLElement | null): void {
    if (element === null) {
      this.#elements.delete(id)
      this.#valuePx.delete(id)
    } else {
      this.#elements.set(id, element)
      this.#place(id)
    }
  }

  /** An item shows a value that is drawn so wide, px. */
  setValuePx(id: number, valuePx: number): void {
    if (valuePx <= (this.#valuePx.get(id) ?? 0)) return
    this.#valuePx.set(id, valuePx)
    this.#fitLabelsSoon()
  }

  boxOf(id: number): Box | undefined {
    return this.#boxes.get(id)
  }

  boxes(ids: Iterable<number>): readonly Box[] {
    return [...ids].flatMap((id) => this.#boxes.get(id) ?? [])
  }

  /** Boxes of all items but these. */
  others(ids: ReadonlySet<number>): readonly Box[] {
    return [...this.#boxes].flatMap(([id, box]) => (ids.has(id) ? [] : [box]))
  }

  /** Shows items elsewhere than they are kept, until `setItems` or `settle`. Of many, their layer is moved and the few others are held back: that costs one transform. */
  shift(ids: ReadonlySet<number>, dx: number, dy: number): void {
    this.#placeAll()
    const most = ids.size > MANY && ids.size * 2 > this.#boxes.size
    const wasCarried = this.#carried !== NOWHERE
    this.#carried = most ? { x: dx, y: dy } : NOWHERE
    if (most || wasCarried) this.#showItems()
    if (most) this.#lift()
    for (const [id, box] of this.#boxes) {
      if (ids.has(id) === most) continue
      this.#write(id, most ? { ...box, x: box.x - dx, y: box.y - dy } : { ...box, x: box.x + dx, y: box.y + dy })
    }
  }

  resize(id: number, width: number, height: number): void {
    const box = this.#boxes.get(id)
    if (box !== undefined) this.#write(id, { ...box, width, height })
  }

  /** Back to where they are kept. */
  settle(ids: Iterable<number>): void {
    const places = this.#carried === NOWHERE ? ids : this.#boxes.keys()
    this.#putDown()
    for (const id of places) this.#place(id)
  }

  /** The place on the plan under a place of the window. */
  placeAt(client: { readonly clientX: number; readonly clientY: number }): Place {
    return toPlan(this.#view, this.screenAt(client))
  }

  screenAt({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Place {
    const rect = this.#layers?.root.getBoundingClientRect()
    return { x: clientX - (rect?.left ?? 0), y: clientY - (rect?.top ?? 0) }
  }

  middle(): Place {
    const { width, height } = this.#size()
    return toPlan(this.#view, { x: width / 2, y: height / 2 })
  }

  fit(): void {
    this.show(fittingView(this.#plan, this.#size()))
    this.#placeAll()
    this.#fitted = true
  }

  zoomBy(factor: number, at?: Place): void {
    const size = this.#size()
    this.show(zoomedView(this.#view, factor, at ?? { x: size.width / 2, y: size.height / 2 }, this.#plan, size))
  }

  panBy(dx: number, dy: number): void {
    this.show(heldView({ ...this.#view, x: this.#view.x + dx, y: this.#view.y + dy }, this.#plan, this.#size()))
  }

  /** Brings an item into sight, as far from the edge as a label is wide. */
  reveal(id: number): void {
    const box = this.#boxes.get(id)
    if (box === undefined) return
    const { width, height } = this.#size()
    const x = box.x * this.#view.zoom + this.#view.x
    const y = box.y * this.#view.zoom + this.#view.y
    const inside = (value: number, most: number): number => Math.max(80, Math.min(most - 80, value))
    if (inside(x, width) !== x || inside(y, height) !== y) this.panBy(inside(x, width) - x, inside(y, height) - y)
  }

  show(view: PlanView): void {
    const zoomed = view.zoom !== this.#view.zoom
    this.#view = view
    this.#fitted = false
    if (this.#layers === null) return
    this.#layers.drawing.style.transform = `translate(${px(view.x)}, ${px(view.y)}) scale(${view.zoom})`
    this.#lift()
    this.#showItems()
    if (zoomed) {
      this.#fitLabelsSoon()
      for (const changed of this.#listeners) changed()
    }
  }

  /** Both layers keep what is painted while they move, and are painted sharp a moment after. */
  #lift(): void {
    if (this.#layers === null) return
    const { drawing, items } = this.#layers
    drawing.style.willChange = 'transform'
    items.style.willChange = 'transform'
    this.#liftedAtMs ??= performance.now()
    clearTimeout(this.#sharpTimer)
    this.#sharpTimer = setTimeout(() => {
      this.#liftedAtMs = undefined
      drawing.style.removeProperty('will-change')
      items.style.removeProperty('will-change')
    }, SHARP_REST_MS)
  }

  #putDown(): void {
    if (this.#carried === NOWHERE) return
    this.#carried = NOWHERE
    this.#showItems()
  }

  #showItems(): void {
    const { x, y, zoom } = this.#view
    const grown = zoom / this.#placedZoom
    const { x: byX, y: byY } = this.#carried
    if (this.#layers !== null) this.#layers.items.style.transform = `translate(${px(x + byX * zoom)}, ${px(y + byY * zoom)})${grown === 1 ? '' : ` scale(${grown})`}`
  }

  /** Places all items for the zoom as it is now. */
  #placeAll(): void {
    if (this.#placedZoom === this.#view.zoom) return
    this.#placedZoom = this.#view.zoom
    this.#showItems()
    for (const id of this.#boxes.keys()) this.#place(id)
  }

  #size(): Size {
    const root = this.#layers?.root
    return root === undefined || root.clientWidth === 0 ? { width: 800, height: 600 } : { width: root.clientWidth, height: root.clientHeight }
  }

  #place(id: number): void {
    const box = this.#boxes.get(id)
    if (box !== undefined) this.#write(id, box)
  }

  #write(id: number, { x, y, width, height }: Box): void {
    const element = this.#elements.get(id)
    if (element === undefined) return
    const zoom = this.#placedZoom
    element.style.transform = `translate(${px(x * zoom)}, ${px(y * zoom)})`
    if (width === 0) return
    element.style.width = px(width * zoom)
    element.style.height = px(height * zoom)
  }

  #fitLabelsSoon(): void {
    clearTimeout(this.#labelTimer)
    cancelAnimationFrame(this.#labelFrame)
    this.#labelTimer = setTimeout(() => this.#fitLabels(), LABEL_REST_MS)
  }

  #fitLabels(): void {
    this.#placeAll()
    const { x, zoom } = this.#view
    // Where the whole plan is seen, no label is cut at its right edge; otherwise one may be moved into sight.
    const rightPx = this.#fitted ? this.#size().width - x : Number.POSITIVE_INFINITY
    const labelled = [...this.#labels].flatMap(([id, facts]) => {
      const box = this.#boxes.get(id)
      if (box === undefined) return []
      // The label of an area is in its corner.
      const inset = box.width > 0 ? AREA_INSET : NOWHERE
      return [{ id, x: box.x * zoom + inset.x, y: box.y * zoom + inset.y, ...labelWidths(facts, this.#valuePx.get(id)) }]
    })
    this.#labelFrame = requestAnimationFrame(() => this.#sizeLabels([...labelRoom(labelled, rightPx)].filter(([id, size]) => this.#elements.get(id)?.dataset.size !== size)))
  }

  /** Some in each frame: to lay out 500 labels at once would be seen. */
  #sizeLabels(sizes: readonly (readonly [id: number, size: LabelSize])[]): void {
    for (const [id, size] of sizes.slice(0, LABELS_A_FRAME)) {
      const element = this.#elements.get(id)
      if (element !== undefined) element.dataset.size = size
    }
    if (sizes.length > LABELS_A_FRAME) this.#labelFrame = requestAnimationFrame(() => this.#sizeLabels(sizes.slice(LABELS_A_FRAME)))
  }
}
