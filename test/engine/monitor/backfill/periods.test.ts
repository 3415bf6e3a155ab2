/** Periods against a plain list of the moments they hold. */
import { expect, it } from 'vitest'
import { seededRandom } from '../../../../shared/random.ts'
import { common, merged, without, type Period } from '../../../../electron/engine/monitor/backfill/periods.ts'

const SPAN = 60

const some = (next: (below: number) => number): Period[] =>
  Array.from({ length: next(8) }, () => {
    const fromMs = next(SPAN)
    return { fromMs, toMs: fromMs + next(12) - 1 }
  })

const momentsOf = (periods: readonly Period[]): boolean[] => Array.from({ length: SPAN + 12 }, (_, moment) => periods.some(({ fromMs, toMs }) => moment >= fromMs && moment < toMs))

it('are merged, cut and shared moment by moment', () => {
  const random = seededRandom(7)
  const next = (below: number): number => Math.floor(random() * below)
  for (let round = 0; round < 2_000; round++) {
    const [one, other] = [some(next), some(next)]
    const [here, there] = [momentsOf(one), momentsOf(other)]
    expect(momentsOf(without(one, other))).toEqual(here.map((is, at) => is && !there[at]))
    expect(momentsOf(common(one, other))).toEqual(here.map((is, at) => is && there[at]))
    for (const result of [merged(one), without(one, other), common(one, other)]) expect(result).toEqual(merged(result))
  }
})

it('without end on either side', () => {
  const always = [{ fromMs: -Infinity, toMs: Infinity }]
  expect(without(always, [{ fromMs: 5, toMs: 9 }])).toEqual([{ fromMs: -Infinity, toMs: 5 }, { fromMs: 9, toMs: Infinity }])
  expect(common(always, [{ fromMs: 5, toMs: 9 }])).toEqual([{ fromMs: 5, toMs: 9 }])
})
