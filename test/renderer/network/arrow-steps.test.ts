/** Arrow keys among cells and rows go where the eye goes. */
import { describe, expect, it } from 'vitest'
import { isArrow, stepFrom, type Place } from '../../../renderer/screens/network/arrow-steps.ts'

const at = (left: number, top: number, height = 24): Place => ({ left, top, height })
/** A row's button, then cells in two lines of three, then the next row's button and a link at its right. */
const PLACES = [at(0, 0, 28), at(20, 30), at(120, 30), at(220, 30), at(20, 54), at(120, 54), at(0, 80, 28), at(400, 83, 22)]

describe('arrow keys', () => {
  it('go down and up a column, to the nearest where a line is shorter', () => {
    expect([stepFrom(PLACES, 0, 'ArrowDown'), stepFrom(PLACES, 2, 'ArrowDown'), stepFrom(PLACES, 3, 'ArrowDown'), stepFrom(PLACES, 5, 'ArrowDown')]).toEqual([1, 5, 5, 6])
    expect([stepFrom(PLACES, 7, 'ArrowUp'), stepFrom(PLACES, 6, 'ArrowUp'), stepFrom(PLACES, 4, 'ArrowUp'), stepFrom(PLACES, 1, 'ArrowUp')]).toEqual([5, 4, 1, 0])
  })

  it('go left and right in the order of reading, and stop at the ends', () => {
    expect([stepFrom(PLACES, 3, 'ArrowRight'), stepFrom(PLACES, 4, 'ArrowLeft'), stepFrom(PLACES, 0, 'ArrowLeft'), stepFrom(PLACES, 7, 'ArrowRight')]).toEqual([4, 3, 0, 7])
    expect([stepFrom(PLACES, 0, 'ArrowUp'), stepFrom(PLACES, 7, 'ArrowDown'), stepFrom([], 3, 'ArrowUp'), stepFrom(PLACES, 99, 'ArrowUp')]).toEqual([0, 7, 3, 0])
    expect([isArrow('ArrowUp'), isArrow('Enter')]).toEqual([true, false])
  })
})
