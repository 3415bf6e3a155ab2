import { describe, expect, it } from 'vitest'
import { createFrameTurns } from '../../../renderer/screens/plan/frame-turns.ts'

/** Frames that come when they are asked to. */
const frames = () => {
  const asked: (() => void)[] = []
  return {
    onFrame: (run: () => void) => void asked.push(run),
    /** Runs what waits for the next frame; false where nothing does. */
    next: (): boolean => {
      const now = asked.splice(0)
      for (const run of now) run()
      return now.length > 0
    },
  }
}

describe('work of many items', () => {
  it('is done some in each frame, first asked first, until all is done', () => {
    const { onFrame, next } = frames()
    const turns = createFrameTurns(2, onFrame)
    const done: number[] = []
    for (let item = 1; item <= 5; item += 1) turns.ask(() => done.push(item))
    expect(done).toEqual([])
    next()
    expect(done).toEqual([1, 2])
    next()
    next()
    expect(done).toEqual([1, 2, 3, 4, 5])
    expect(next()).toBe(false)
  })

  it('is done once where it is asked for twice in a frame, and keeps its place in the line', () => {
    const { onFrame, next } = frames()
    const turns = createFrameTurns(1, onFrame)
    const done: string[] = []
    const first = () => done.push('first')
    const second = () => done.push('second')
    for (const work of [first, second, first]) turns.ask(work)
    while (next());
    expect(done).toEqual(['first', 'second'])
  })

  it('waits while it is held, and is done when it no longer is', () => {
    const { onFrame, next } = frames()
    let held = true
    const turns = createFrameTurns(2, onFrame, () => held)
    const done: number[] = []
    turns.ask(() => done.push(1))
    next()
    next()
    expect(done).toEqual([])
    held = false
    next()
    expect(done).toEqual([1])
    expect(next()).toBe(false)
  })

  it('asks for one frame at a time, also where work asks for more of it', () => {
    const { onFrame, next } = frames()
    let asked = 0
    const turns = createFrameTurns(10, (run) => {
      asked += 1
      onFrame(run)
    })
    let left = 3
    const again = (): void => {
      left -= 1
      if (left > 0) turns.ask(again)
    }
    turns.ask(again)
    turns.ask(() => undefined)
    expect(asked).toBe(1)
    while (next());
    expect(left).toBe(0)
    expect(asked).toBe(3)
  })

  it('is not done any more once it is forgotten', () => {
    const { onFrame, next } = frames()
    const turns = createFrameTurns(10, onFrame)
    const done: string[] = []
    const gone = () => done.push('gone')
    turns.ask(gone)
    turns.ask(() => done.push('kept'))
    turns.forget(gone)
    next()
    expect(done).toEqual(['kept'])
  })
})
