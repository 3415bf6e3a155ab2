/** Values put together by context. */

/** The values of each group, ascending; `keyOf` gives the group (0..size-1) of a context. Empty where a group has none. */
export const sortedGroups = (values: Float64Array, contexts: Uint8Array, size: number, keyOf: (context: number) => number): Float64Array[] => {
  const keys = contexts.map(keyOf)
  const sizes = new Int32Array(size)
  for (const key of keys) sizes[key] = (sizes[key] as number) + 1
  const groups = Array.from(sizes, (length) => new Float64Array(length))
  sizes.fill(0)
  for (const [i, key] of keys.entries()) {
    const at = sizes[key] as number
    ;(groups[key] as Float64Array)[at] = values[i] as number
    sizes[key] = at + 1
  }
  return groups.map((group) => group.sort())
}
