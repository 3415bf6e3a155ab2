/** Groups what belongs together: hierarchical clustering by average linkage, with an order in which neighbours resemble each other. */

export interface Merge {
  /** Groups joined: below the number of items an item, from there on the merge of that number, as in SciPy's linkage. */
  readonly a: number
  readonly b: number
  /** Mean distance between the items of both. */
  readonly distance: number
  readonly size: number
}

export interface Clustering {
  /** n - 1 merges, nearest first. */
  readonly merges: readonly Merge[]
  /** All items, each once, so that similar ones stand together. */
  readonly order: Int32Array
}

/**
 * UPGMA (Sokal and Michener 1958) by chains of nearest neighbours (Murtagh 1983): O(n²) time and memory. Each merge is turned so that the ends that meet are the
 * nearest of the four. @param distances n × n, symmetric, 0 or more, no NaN
 */
export const averageLinkage = (distances: Float64Array, n: number): Clustering => {
  const merges = sortedMerges(chainMerges(Float64Array.from(distances), n), n)
  return { merges, order: leafOrder(merges, distances, n) }
}

/** The group of each item, numbered from 0 in the order of `order`, when no merge beyond `most` is made. */
export const groupsBelow = ({ merges, order }: Clustering, n: number, most: number): Int32Array => {
  const parent = Int32Array.from({ length: n + merges.length }, (_, i) => i)
  for (const [m, { a, b, distance }] of merges.entries()) {
    if (distance > most) break
    parent[a] = n + m
    parent[b] = n + m
  }
  const rootOf = (i: number): number => {
    let at = i
    while (parent[at] !== at) at = parent[at] as number
    return at
  }
  const numbers = new Map<number, number>()
  const groups = new Int32Array(n)
  for (const item of order) {
    const root = rootOf(item)
    const number = numbers.get(root) ?? numbers.size
    numbers.set(root, number)
    groups[item] = number
  }
  return groups
}

interface RawMerge {
  /** An item of each side. */
  readonly a: number
  readonly b: number
  readonly distance: number
}

/** Works on `d`, which it overwrites: the merged group stands in the row of its second item. */
const chainMerges = (d: Float64Array, n: number): RawMerge[] => {
  const sizes = new Int32Array(n).fill(1)
  const merges: RawMerge[] = []
  const chain: number[] = []
  while (merges.length < n - 1) {
    if (chain.length === 0) chain.push(sizes.findIndex((size) => size > 0))
    const tip = chain.at(-1) as number
    const before = chain.at(-2) ?? -1
    // Of equals the one before, so that chains end.
    let nearest = before
    let least = before < 0 ? Infinity : (d[tip * n + before] as number)
    for (let i = 0; i < n; i++) {
      if (sizes[i] === 0 || i === tip || !((d[tip * n + i] as number) < least)) continue
      nearest = i
      least = d[tip * n + i] as number
    }
    if (nearest !== before) {
      chain.push(nearest)
      continue
    }
    chain.length -= 2
    merges.push({ a: before, b: tip, distance: least })
    join(d, sizes, n, before, tip)
  }
  return merges
}

const join = (d: Float64Array, sizes: Int32Array, n: number, a: number, b: number): void => {
  const [sizeA, sizeB] = [sizes[a] as number, sizes[b] as number]
  for (let i = 0; i < n; i++) {
    if (sizes[i] === 0 || i === a || i === b) continue
    const mean = (sizeA * (d[a * n + i] as number) + sizeB * (d[b * n + i] as number)) / (sizeA + sizeB)
    d[b * n + i] = mean
    d[i * n + b] = mean
  }
  sizes[b] = sizeA + sizeB
  sizes[a] = 0
}

const sortedMerges = (raw: readonly RawMerge[], n: number): Merge[] => {
  const group = Int32Array.from({ length: n }, (_, i) => i)
  const sizes = new Map<number, number>()
  // Items point at the newest group of theirs by a root item, which tells its number.
  const root = Int32Array.from({ length: n }, (_, i) => i)
  const rootOf = (i: number): number => {
    let at = i
    while (root[at] !== at) at = root[at] as number
    return at
  }
  return raw.toSorted((x, y) => x.distance - y.distance).map(({ a, b, distance }, m) => {
    const [rootA, rootB] = [rootOf(a), rootOf(b)]
    const [groupA, groupB] = [group[rootA] as number, group[rootB] as number]
    const size = (sizes.get(groupA) ?? 1) + (sizes.get(groupB) ?? 1)
    root[rootA] = rootB
    group[rootB] = n + m
    sizes.set(n + m, size)
    return { a: Math.min(groupA, groupB), b: Math.max(groupA, groupB), distance, size }
  })
}

const leafOrder = (merges: readonly Merge[], d: Float64Array, n: number): Int32Array => {
  if (n === 0) return new Int32Array(0)
  const leaves: number[][] = Array.from({ length: n }, (_, i) => [i])
  const between = (x: number | undefined, y: number | undefined): number => d[(x as number) * n + (y as number)] as number
  for (const { a, b } of merges) {
    const left = leaves[a] as number[]
    const right = leaves[b] as number[]
    const [la, lz, ra, rz] = [left[0], left.at(-1), right[0], right.at(-1)]
    const ends = [between(lz, ra), between(lz, rz), between(la, ra), between(la, rz)]
    const nearest = ends.indexOf(Math.min(...ends))
    leaves.push([...(nearest >= 2 ? left.toReversed() : left), ...(nearest % 2 === 1 ? right.toReversed() : right)])
  }
  return Int32Array.from(leaves.at(-1) as number[])
}
