/** The plan on the screen: zoom, snapping, neighbours, labels, the stack of changes. */
import { describe, expect, it } from 'vitest'
import { labelRoom, type Labelled, type LabelSize } from '../../../renderer/screens/plan/label-room.ts'
import { labelFacts, labelWidths } from '../../../renderer/screens/plan/label-widths.ts'
import { framed, keptOnPlan, neighbour, snapMove, withGroups } from '../../../renderer/screens/plan/plan-boxes.ts'
import { didChange, didRedo, didUndo, NO_HISTORY } from '../../../renderer/screens/plan/plan-history.ts'
import { fittingView, heldView, toPlan, zoomedView } from '../../../renderer/screens/plan/plan-view.ts'
import type { PlanItem } from '../../../shared/domain/plan.ts'
import { seededRandom } from '../../../shared/random.ts'

const PLAN = { width: 2_000, height: 1_250 }
const SCREEN = { width: 1_000, height: 600 }
const item = (id: number, x: number, y: number, groupId: number | null = null): PlanItem => ({ id, planId: 1, subject: { what: 'point', pointId: id }, x, y, label: '', groupId })
const area = (id: number, x: number, y: number, width: number, height: number): PlanItem => ({ ...item(id, x, y), subject: { what: 'area', width, height } })
const at = (x: number, y: number, width = 0, height = 0) => ({ x, y, width, height })

describe('the view of a plan', () => {
  it('shows the whole plan in the middle at first', () => {
    const view = fittingView(PLAN, SCREEN)
    expect(view.zoom).toBeCloseTo((600 - 32) / 1_250)
    expect(view.x * 2 + PLAN.width * view.zoom).toBeCloseTo(SCREEN.width)
    expect(view.y).toBeCloseTo(16)
  })
  it('zooms around the pointer: what is under it stays there', () => {
    const random = seededRandom(1)
    let view = fittingView(PLAN, SCREEN)
    for (let step = 0; step < 200; step += 1) {
      const pointer = { x: 300 + random() * 400, y: 200 + random() * 200 }
      const before = toPlan(view, pointer)
      const next = zoomedView(view, 0.7 + random() * 0.8, pointer, PLAN, SCREEN)
      const after = toPlan(next, pointer)
      expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeLessThan(1e-6)
      expect(next.zoom).toBeLessThanOrEqual(10)
      view = next
    }
  })
  it('never loses the plan', () => {
    for (const far of [-1e6, 1e6]) {
      const { x, y, zoom } = heldView({ zoom: 0.5, x: far, y: far }, PLAN, SCREEN)
      expect(x + PLAN.width * zoom).toBeGreaterThanOrEqual(80)
      expect(x).toBeLessThanOrEqual(SCREEN.width - 80)
      expect(y + PLAN.height * zoom).toBeGreaterThanOrEqual(80)
    }
  })
})

describe('snapping', () => {
  const options = { grid: 10, reach: 6 }
  it('is onto the line of a neighbour within reach, else onto the grid', () => {
    expect(snapMove([at(100, 100)], [at(155, 300)], 51, 33, options)).toEqual({ dx: 55, dy: 30, guideX: 155, guideY: null })
    expect(snapMove([at(103, 100)], [at(300, 300)], 0, 1, options)).toEqual({ dx: -3, dy: 0, guideX: null, guideY: null })
  })
  it('takes the nearest of edges and middles of areas', () => {
    expect(snapMove([at(0, 0, 100, 50)], [at(203, 400, 80, 80)], 101, 0, options)).toMatchObject({ dx: 103, guideX: 203 })
    expect(snapMove([at(0, 0)], [at(200, 400, 80, 80)], 242, 0, options)).toMatchObject({ dx: 240, guideX: 240 })
  })
  it('moves several by the same', () => {
    const snapped = snapMove([at(0, 0), at(37, 11)], [at(100, 90)], 60, 80, options)
    expect(snapped).toMatchObject({ dx: 63, guideX: 100, dy: 79, guideY: 90 })
  })
  it('stops where the first of them reaches the edge', () => {
    expect(keptOnPlan([at(100, 100), at(1_900, 200, 60, 40)], 500, -500, PLAN)).toEqual({ x: 40, y: -100 })
    expect(keptOnPlan([], 5, 5, PLAN)).toEqual({ x: 0, y: 0 })
  })
})

describe('choosing', () => {
  const items = [item(1, 0, 0, 7), item(2, 100, 0, 7), item(3, 100, 100), area(4, 300, 300, 100, 100)]
  it('by a frame takes what has its middle in it', () => {
    expect(framed(items, at(-10, -10, 120, 120))).toEqual([1, 2, 3])
    expect(framed(items, at(300, 300, 60, 60))).toEqual([4])
    expect(framed(items, at(300, 300, 40, 40))).toEqual([])
  })
  it('takes the whole group', () => {
    expect([...withGroups(items, [2, 3])].toSorted((a, b) => a - b)).toEqual([1, 2, 3])
  })
  it('goes with the arrows to the next in that direction', () => {
    const [one, two, three, four] = items
    expect(neighbour(items, one!, { x: 1, y: 0 })).toBe(two)
    expect(neighbour(items, two!, { x: 0, y: 1 })).toBe(three)
    expect(neighbour(items, three!, { x: 1, y: 0 })).toBe(four)
    expect(neighbour(items, one!, { x: -1, y: 0 })).toBeNull()
  })
  it('reaches every item of a grid by arrows', () => {
    const grid = Array.from({ length: 60 }, (_, index) => item(index + 1, (index % 10) * 150, Math.floor(index / 10) * 150))
    const reached = new Set([1])
    for (let grown = true; grown; ) {
      grown = false
      for (const id of reached)
        for (const direction of [{ x: 1, y: 0 }, { x: -1, y: 0 }, { x: 0, y: 1 }, { x: 0, y: -1 }]) {
          const next = neighbour(grid, grid[id - 1]!, direction)
          if (next !== null && !reached.has(next.id)) {
            reached.add(next.id)
            grown = true
          }
        }
    }
    expect(reached.size).toBe(60)
  })
})

describe('labels', () => {
  const label = (id: number, x: number, y: number, rank = 0, smallPx: number | null = null): Labelled => ({ id, x, y, fullPx: 120, valuePx: 80, smallPx, rank })
  /** What the label of an item covers. */
  const rectOf = ({ x, y }: Labelled, size: LabelSize) =>
    size === 'small'
      ? { left: x - 25, right: x + 25, top: y - 11, bottom: y + 25 }
      : { left: x - 12, right: x - 12 + { full: 120, value: 80, mark: 24 }[size], top: y - (size === 'full' ? 18 : 11), bottom: y + (size === 'full' ? 18 : 11) }
  const meet = (a: ReturnType<typeof rectOf>, b: ReturnType<typeof rectOf>): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

  it('are whole where there is room, and give way to what is abnormal', () => {
    expect(labelRoom([label(1, 100, 100), label(2, 400, 100)])).toEqual(new Map([[1, 'full'], [2, 'full']]))
    const room = labelRoom([label(1, 100, 100), label(2, 200, 100, 5), label(3, 150, 100)])
    expect(room.get(2)).toBe('full')
    expect(room.get(1)).toBe('mark')
  })
  it('show the value small under the mark where it does not fit beside it', () => {
    const row = Array.from({ length: 5 }, (_, index) => label(index, 100 + index * 60, 100, 0, 50))
    expect([...labelRoom(row).values()]).toEqual(['small', 'small', 'small', 'small', 'full'])
    // Nor is there room under it.
    const crowd = [...row, label(9, 160, 118, 0, 50)]
    expect(labelRoom(crowd).get(1)).toBe('mark')
  })
  it('are not cut at the right edge', () => {
    const edge = (rightPx: number): string | undefined => labelRoom([label(1, 100, 100, 0, 50)], rightPx).get(1)
    expect([edge(208), edge(207), edge(168), edge(167), edge(125), edge(124)]).toEqual(['full', 'value', 'value', 'small', 'small', 'mark'])
  })
  it.each([['names and values', null, 20], ['small values too', 50, 40]] as const)('never cover each other nor the mark of another: %s', (_what, smallPx, least) => {
    const random = seededRandom(4)
    const many = Array.from({ length: 500 }, (_, id) => label(id, random() * 1_200, random() * 700, Math.floor(random() * 3), smallPx))
    const room = labelRoom(many)
    const labelled = many.filter(({ id }) => room.get(id) !== 'mark')
    expect(labelled.length).toBeGreaterThan(least)
    for (const one of labelled)
      for (const other of many) {
        if (other === one) continue
        const [size, otherSize] = [room.get(one.id)!, room.get(other.id)!]
        const rect = rectOf(one, size)
        if (otherSize !== 'mark') expect(meet(rect, rectOf(other, otherSize)), `${one.id} over ${other.id}`).toBe(false)
        // Marks may be at one place: what the label adds to its own is what must not cover.
        else expect(meet(size === 'small' ? rect : { ...rect, left: one.x + 12 }, rectOf(other, 'mark')), `${one.id} over mark ${other.id}`).toBe(false)
      }
  })
})

describe('what a label asks for', () => {
  it('is the wider of name and value, less for the value alone, least for the small value', () => {
    const widths = labelWidths(labelFacts('VAV-1-03.ZN-T', undefined, { chosen: false, area: false }), 52)
    expect(widths.fullPx).toBeCloseTo(34 + 13 * 6.1)
    expect(widths.valuePx).toBe(86)
    expect(widths.smallPx).toBe(54)
    expect(labelWidths(labelFacts('A', undefined, { chosen: false, area: false }), 52).fullPx).toBe(86)
  })
  it('is the name alone for an area', () => {
    expect(labelWidths(labelFacts('Open office', undefined, { chosen: false, area: true }))).toMatchObject({ fullPx: null, smallPx: null })
  })
  it('goes first where it is chosen, then where it changed and most where it changed most, then where it is abnormal', () => {
    const abnormal = { status: 'critical', hollow: false, alerts: 1, gone: false } as const
    const usual = { chosen: false, area: false }
    const ranks = [labelFacts('a', undefined, { ...usual, chosen: true }), labelFacts('a', undefined, { ...usual, changed: 1 }), labelFacts('a', undefined, { ...usual, changed: 0.1 }), labelFacts('a', abnormal, usual), labelFacts('a', undefined, usual), labelFacts('a', abnormal, { ...usual, area: true })].map(({ rank }) => rank)
    expect(ranks).toEqual(ranks.toSorted((a, b) => b - a))
    expect(new Set(ranks).size).toBe(ranks.length)
  })
})

describe('the stack of changes', () => {
  it('takes back the newest first, brings it again, and forgets what was taken back when something new is done', () => {
    let history = didChange(didChange(NO_HISTORY, 1), 2)
    history = didUndo(history, 3)
    expect(history).toEqual({ undo: [1], redo: [3] })
    history = didRedo(history, 4)
    expect(history).toEqual({ undo: [1, 4], redo: [] })
    history = didChange(didUndo(history, 5), 6)
    expect(history).toEqual({ undo: [1, 6], redo: [] })
  })
})
