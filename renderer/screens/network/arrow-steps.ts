/** Arrow keys among things that stand in rows and columns of any shape: to the nearest one in that direction. Pure. */

export interface Place {
  readonly left: number
  readonly top: number
  readonly height: number
}

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight'

export const isArrow = (key: string): key is Arrow => key === 'ArrowUp' || key === 'ArrowDown' || key === 'ArrowLeft' || key === 'ArrowRight'

/** Index of the place to go to from `at`; `at` itself at an edge. Left and right follow the order given, up and down the eye. */
export const stepFrom = (places: readonly Place[], at: number, arrow: Arrow): number => {
  const here = places[at]
  if (here === undefined) return places.length > 0 ? 0 : at
  if (arrow === 'ArrowLeft') return Math.max(0, at - 1)
  if (arrow === 'ArrowRight') return Math.min(places.length - 1, at + 1)
  const sign = arrow === 'ArrowDown' ? 1 : -1
  let best = at
  let bestRise = Infinity
  let bestShift = Infinity
  for (const [index, place] of places.entries()) {
    const rise = (place.top + place.height / 2 - here.top - here.height / 2) * sign
    const shift = Math.abs(place.left - here.left)
    // Things on one line may differ by a few pixels in height.
    if (rise < here.height / 2 || rise > bestRise + here.height / 2) continue
    if (rise < bestRise - here.height / 2 || shift < bestShift) {
      best = index
      bestRise = rise
      bestShift = shift
    }
  }
  return best
}
