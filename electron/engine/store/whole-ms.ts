/** Times as the store keeps them: whole milliseconds. Accelerated clocks give fractions, which an INTEGER column refuses. */

export const wholeMs = (timeMs: number): number => Math.round(timeMs)

export const wholeMsOrNull = (timeMs: number | null): number | null => (timeMs === null ? null : Math.round(timeMs))
