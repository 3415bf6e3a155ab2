/** Random numbers from a seed, so that simulations, models and tests give the same result twice. */

/**
 * Mulberry32 (Tommy Ettinger, 2017, public domain algorithm): a 32-bit generator with period 2^32, good enough for sampling and noise.
 * @returns a function giving uniform numbers in [0, 1).
 */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
