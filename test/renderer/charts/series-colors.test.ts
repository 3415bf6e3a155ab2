/** Colours of points: stable, different, readable. */
import { describe, expect, it } from 'vitest'
import { COLOR_COUNT, assignSlots, pointColors, slotColor } from '../../../renderer/charts/series-colors.ts'

const PAGE = { light: '#f4f5f6', dark: '#191c20' } as const

/** Relative luminance and contrast as in WCAG 2.2. */
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

describe('colours of points', () => {
  it('do not depend on the order in which points are picked', () => {
    expect(pointColors([9, 2, 5], 'light')).toEqual(pointColors([5, 9, 2], 'light'))
  })
  it('are all different up to eight points', () => {
    for (let first = 1; first < 60; first += 7) {
      const ids = Array.from({ length: COLOR_COUNT }, (_, i) => first + i * 3)
      expect(new Set(assignSlots(ids).values()).size).toBe(COLOR_COUNT)
    }
  })
  it('stay with the lowest ids when points are added', () => {
    expect(assignSlots([3, 500, 900]).get(3)).toBe(assignSlots([3]).get(3))
  })
  it('spread over points that follow each other', () => {
    expect(new Set(Array.from({ length: 100 }, (_, i) => assignSlots([i + 1]).get(i + 1))).size).toBe(COLOR_COUNT)
  })
  it.each(['light', 'dark'] as const)('can be read as text on a %s page (4.5:1)', (scheme) => {
    for (let slot = 0; slot < COLOR_COUNT; slot++) expect(contrast(slotColor(slot, scheme), PAGE[scheme])).toBeGreaterThanOrEqual(4.5)
  })
})
