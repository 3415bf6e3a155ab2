/** The load duration curve lies on axes that begin at zero demand and span all of the time. */
import { describe, expect, it } from 'vitest'
import { planDuration } from '../../../renderer/screens/energy/duration-plan.ts'

describe('the load duration curve', () => {
  const { plot, points, demands, shares } = planDuration(Float64Array.of(0.25, 0.5, 1), Float64Array.of(100, 50, 0), 480, 220)

  it('falls from the highest demand, over shares of the time', () => {
    expect(points[0]).toEqual({ x: plot.left + plot.width / 4, y: plot.top })
    expect(points[2]).toEqual({ x: plot.left + plot.width, y: plot.top + plot.height })
  })

  it('has ticks from zero to the top and from none to all of the time', () => {
    expect(demands[0]).toEqual({ value: 0, y: plot.top + plot.height })
    expect(demands.at(-1)).toEqual({ value: 100, y: plot.top })
    expect(shares.map(({ value }) => value)).toEqual([0, 0.25, 0.5, 0.75, 1])
    expect(shares.at(-1)?.x).toBe(plot.left + plot.width)
  })

  it('has an axis where nothing was drawn', () => {
    expect(planDuration(Float64Array.of(1), Float64Array.of(0), 480, 220).demands.length).toBeGreaterThan(1)
  })
})
