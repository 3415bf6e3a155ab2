/**
 * Gradient boosting of regression trees on binned features (Friedman 2001; histograms and best-first growth as in Ke et al. 2017, LightGBM).
 *
 * Squared loss with the pull of each row capped (Huber): one wild hour does not bend a tree. Rows are drawn anew for each tree by a generator of its own seed,
 * so that the same rows give the same trees everywhere.
 */

export interface BoostingOptions {
  readonly trees: number
  /** Share of a tree's correction that is taken, 0..1. */
  readonly rate: number
  readonly leaves: number
  readonly leastRows: number
  /** Added to the count of a leaf when its value is worked out. */
  readonly shrinkage: number
  /** Share of rows that each tree sees, 0..1. */
  readonly sample: number
  readonly seed: number
}

/** Flat: node i splits on `features[i]` at bin `bins[i]` (lower or equal goes to `lefts[i]`, else to the node after it); leaves have feature -1. Serialisable. */
export interface Trees {
  readonly base: number
  /** Upper edges of the bins of each feature; a value belongs to the first bin whose edge it does not exceed. */
  readonly edges: readonly Float64Array[]
  readonly features: Int16Array
  readonly bins: Uint8Array
  readonly lefts: Int32Array
  readonly values: Float64Array
  readonly roots: Int32Array
}

const MOST_BINS = 48
/** Misses beyond so many mean absolute misses pull no harder than this. */
const MOST_PULL = 4

/** Quantile edges of a column; fewer where it has fewer values. */
const edgesOf = (column: Float64Array): Float64Array => {
  // A quantile of every third value is as good an edge, and sorting is what costs.
  const sorted = (column.length < 3_000 ? column.slice() : column.filter((_, i) => i % 3 === 0)).sort()
  const edges: number[] = []
  for (let bin = 1; bin <= MOST_BINS; bin += 1) {
    const edge = sorted[Math.min(sorted.length - 1, Math.floor((bin * sorted.length) / MOST_BINS))]!
    if (edges.length === 0 || edge > edges.at(-1)!) edges.push(edge)
  }
  edges[edges.length - 1] = Number.POSITIVE_INFINITY
  return Float64Array.from(edges)
}

const binOf = (edges: Float64Array, value: number): number => {
  let low = 0
  let high = edges.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (value <= edges[middle]!) high = middle
    else low = middle + 1
  }
  return low
}

/** xorshift32: numbers 0..1. */
const generator = (seed: number): (() => number) => {
  let state = seed | 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4_294_967_296
  }
}

interface Leaf {
  /** Rows [from, to) of the tree's order. */
  readonly from: number
  readonly to: number
  /** Sum of pulls and count of rows of each bin, side by side. */
  readonly cells: Float64Array
  readonly node: number
  readonly gain: number
  readonly feature: number
  readonly bin: number
}

class Grower {
  /** Bins of all features, row by row. */
  private readonly rows: Uint8Array
  private readonly features: number
  private readonly width: number
  private readonly options: BoostingOptions
  readonly splits: number[] = []
  readonly bins: number[] = []
  readonly lefts: number[] = []
  readonly values: number[] = []

  constructor(rows: Uint8Array, features: number, options: BoostingOptions) {
    this.rows = rows
    this.features = features
    this.width = MOST_BINS
    this.options = options
  }

  private addNode(): number {
    this.splits.push(-1)
    this.bins.push(0)
    this.lefts.push(-1)
    this.values.push(0)
    return this.splits.length - 1
  }

  private histogram(order: Int32Array, from: number, to: number, pulls: Float64Array): Float64Array {
    const { rows, features, width } = this
    const cells = new Float64Array(2 * features * width)
    // Row by row: the bins of a row lie together, so that a drawn row is one walk through memory.
    for (let i = from; i < to; i += 1) {
      const row = order[i]!
      const pull = pulls[row]!
      const first = row * features
      for (let f = 0, offset = 0; f < features; f += 1, offset += 2 * width) {
        const at = offset + 2 * rows[first + f]!
        cells[at] = cells[at]! + pull
        cells[at + 1] = cells[at + 1]! + 1
      }
    }
    return cells
  }

  private leafOf(from: number, to: number, cells: Float64Array, node: number): Leaf {
    const { leastRows, shrinkage } = this.options
    let total = 0
    let count = 0
    for (let bin = 0; bin < this.width; bin += 1) {
      total += cells[2 * bin]!
      count += cells[2 * bin + 1]!
    }
    this.values[node] = total / (count + shrinkage)
    const parent = (total * total) / (count + shrinkage)
    let [gain, feature, best] = [1e-9, -1, 0]
    for (let f = 0; f < this.features; f += 1) {
      let left = 0
      let leftCount = 0
      for (let bin = 0; bin < this.width - 1; bin += 1) {
        const at = 2 * (f * this.width + bin)
        left += cells[at]!
        leftCount += cells[at + 1]!
        if (leftCount < leastRows) continue
        const rightCount = count - leftCount
        if (rightCount < leastRows) break
        const right = total - left
        const found = (left * left) / (leftCount + shrinkage) + (right * right) / (rightCount + shrinkage) - parent
        if (found > gain) [gain, feature, best] = [found, f, bin]
      }
    }
    return { from, to, cells, node, gain: feature < 0 ? 0 : gain, feature, bin: best }
  }

  /** Grows one tree over the rows of `order`; gives its root and its leaves, whose rows `order` then holds one leaf after another. */
  grow(order: Int32Array, pulls: Float64Array): { readonly root: number; readonly leaves: readonly Leaf[] } {
    const root = this.addNode()
    const open = [this.leafOf(0, order.length, this.histogram(order, 0, order.length, pulls), root)]
    for (let leaves = 1; leaves < this.options.leaves; leaves += 1) {
      let at = 0
      for (let i = 1; i < open.length; i += 1) if (open[i]!.gain > open[at]!.gain) at = i
      const leaf = open[at]!
      if (leaf.feature < 0) break
      const middle = partition(order, leaf.from, leaf.to, this.rows, this.features, leaf.feature, leaf.bin)
      const isLeftSmaller = middle - leaf.from <= leaf.to - middle
      const small = isLeftSmaller ? this.histogram(order, leaf.from, middle, pulls) : this.histogram(order, middle, leaf.to, pulls)
      const large = subtract(leaf.cells, small)
      const left = this.addNode()
      const right = this.addNode()
      this.splits[leaf.node] = leaf.feature
      this.bins[leaf.node] = leaf.bin
      this.lefts[leaf.node] = left
      open[at] = this.leafOf(leaf.from, middle, isLeftSmaller ? small : large, left)
      open.push(this.leafOf(middle, leaf.to, isLeftSmaller ? large : small, right))
    }
    return { root, leaves: open }
  }
}

/** Takes `part` away from `whole` in place: a leaf that was split has no more use for it. */
const subtract = (whole: Float64Array, part: Float64Array): Float64Array => {
  for (let i = 0; i < whole.length; i += 1) whole[i] = whole[i]! - part[i]!
  return whole
}

/** Brings rows of the lower bins to the front of [from, to); gives where the others begin. */
const partition = (order: Int32Array, from: number, to: number, rows: Uint8Array, features: number, feature: number, bin: number): number => {
  let middle = from
  for (let i = from; i < to; i += 1) {
    const row = order[i]!
    if (rows[row * features + feature]! > bin) continue
    order[i] = order[middle]!
    order[middle] = row
    middle += 1
  }
  return middle
}

/** Adds what one tree says of the rows of `left`, times `rate`. */
const addTree = (predictions: Float64Array, left: Int32Array, rows: Uint8Array, features: number, { splits, bins, lefts, values }: Pick<Grower, 'splits' | 'bins' | 'lefts' | 'values'>, root: number, rate: number): void => {
  for (let i = 0; i < left.length; i += 1) {
    const row = left[i]!
    const first = row * features
    let node = root
    for (let feature = splits[node]!; feature >= 0; feature = splits[node]!) node = lefts[node]! + (rows[first + feature]! > bins[node]! ? 1 : 0)
    predictions[row] = predictions[row]! + rate * values[node]!
  }
}

/** Adds what the leaves say of the rows they were grown from: where these lie is known, so that no tree is walked. */
const addLeaves = (predictions: Float64Array, order: Int32Array, leaves: readonly Leaf[], values: readonly number[], rate: number): void => {
  for (const { from, to, node } of leaves) {
    const own = rate * values[node]!
    for (let i = from; i < to; i += 1) predictions[order[i]!] = predictions[order[i]!]! + own
  }
}

/** @param columns one array a feature, all of the length of `targets`; no NaN */
export const fitTrees = (columns: readonly Float64Array[], targets: Float64Array, options: BoostingOptions): Trees => {
  const count = targets.length
  const edges = columns.map(edgesOf)
  const features = columns.length
  const rows = new Uint8Array(count * features)
  for (let f = 0; f < features; f += 1) for (let i = 0; i < count; i += 1) rows[i * features + f] = binOf(edges[f]!, columns[f]![i]!)
  const base = targets.reduce((sum, target) => sum + target, 0) / Math.max(1, count)
  const predictions = new Float64Array(count).fill(base)
  const pulls = new Float64Array(count)
  const random = generator(options.seed)
  const [drawn, left] = [new Int32Array(count), new Int32Array(count)]
  const grower = new Grower(rows, features, options)
  const roots: number[] = []
  for (let tree = 0; tree < options.trees; tree += 1) {
    let spread = 0
    for (let i = 0; i < count; i += 1) spread += Math.abs((pulls[i] = targets[i]! - predictions[i]!))
    const cap = (MOST_PULL * spread) / Math.max(1, count)
    for (let i = 0; i < count; i += 1) pulls[i] = Math.max(-cap, Math.min(cap, pulls[i]!))
    let [taken, spare] = [0, 0]
    for (let i = 0; i < count; i += 1) {
      if (options.sample >= 1 || random() < options.sample) drawn[taken++] = i
      else left[spare++] = i
    }
    const order = drawn.subarray(0, taken)
    const { root, leaves } = grower.grow(order, pulls)
    roots.push(root)
    addLeaves(predictions, order, leaves, grower.values, options.rate)
    addTree(predictions, left.subarray(0, spare), rows, features, grower, root, options.rate)
  }
  return {
    base, edges, features: Int16Array.from(grower.splits), bins: Uint8Array.from(grower.bins), lefts: Int32Array.from(grower.lefts),
    values: Float64Array.from(grower.values, (value) => value * options.rate), roots: Int32Array.from(roots),
  }
}

/** What the trees say of one row of features. */
export const predictTrees = ({ base, edges, features, bins, lefts, values, roots }: Trees, row: Float64Array): number => {
  let sum = base
  const binned = new Uint8Array(row.length)
  for (let f = 0; f < row.length; f += 1) binned[f] = binOf(edges[f]!, row[f]!)
  for (const root of roots) {
    let node = root
    while (features[node]! >= 0) node = lefts[node]! + (binned[features[node]!]! > bins[node]! ? 1 : 0)
    sum += values[node]!
  }
  return sum
}
