/** The window comes back where it was, and never out of reach. */
import { describe, expect, it } from 'vitest'
import { placeWindow, type Bounds } from '../../electron/shell/window-bounds.ts'

const LAPTOP: Bounds = { x: 0, y: 0, width: 1_366, height: 728 }
const MONITOR: Bounds = { x: 1_366, y: -200, width: 2_560, height: 1_400 }

describe('the window', () => {
  it.each([
    { what: 'that never was anywhere stands in the middle of the primary screen', saved: undefined, areas: [MONITOR], placed: { x: 1_963, y: 116, width: 1_366, height: 768 } },
    { what: 'is no larger than a small screen', saved: undefined, areas: [{ x: 0, y: 0, width: 800, height: 480 }], placed: { x: 0, y: 0, width: 800, height: 480 } },
    { what: 'stands where it was', saved: { x: 40, y: 20, width: 1_000, height: 650 }, areas: [LAPTOP], placed: { x: 40, y: 20, width: 1_000, height: 650 } },
    { what: 'stands where it was on the other screen', saved: { x: 1_500, y: -100, width: 2_000, height: 1_200 }, areas: [LAPTOP, MONITOR], placed: { x: 1_500, y: -100, width: 2_000, height: 1_200 } },
    { what: 'comes back to the primary screen when the other one is gone', saved: { x: 1_500, y: -100, width: 2_000, height: 1_200 }, areas: [LAPTOP], placed: { x: 0, y: 0, width: 1_366, height: 728 } },
    { what: 'comes back when its title bar is above the screen', saved: { x: 10, y: -300, width: 1_000, height: 650 }, areas: [LAPTOP], placed: { x: 0, y: 0, width: 1_366, height: 728 } },
    { what: 'comes back when only its edge is on the screen', saved: { x: 1_300, y: 10, width: 1_000, height: 650 }, areas: [LAPTOP], placed: { x: 0, y: 0, width: 1_366, height: 728 } },
    { what: 'is made large enough to use', saved: { x: 40, y: 20, width: 10, height: 10 }, areas: [LAPTOP], placed: { x: 0, y: 0, width: 1_366, height: 728 } },
    { what: 'is made as small as the screen', saved: { x: 40, y: 20, width: 5_000, height: 3_000 }, areas: [LAPTOP], placed: { x: 40, y: 20, width: 1_366, height: 728 } },
  ] as const)('$what', ({ saved, areas, placed }) => {
    expect(placeWindow(saved, areas as unknown as readonly [Bounds, ...Bounds[]])).toEqual(placed)
  })
})
