/**
 * Isolation trees: grown by ml-isolation-forest one at a time on own subsamples, flattened, and scored here (Liu, Ting and Zhou 2008, "Isolation Forest").
 *
 * A forest is one row of 32-bit words, tree after tree, level by level, so that the top of a tree shares a line of memory. A word holds 4 bits of feature, 16 bits of
 * threshold on the feature's own scale between its lowest and highest training value, and 12 bits for the place of the left child in its tree; the right child is the
 * next one. Place 0 marks a leaf; its 16 bits are the path length in 1/1024. See docs/decisions/0008.
 */
import { IsolationForest, type IsolationNode } from 'ml-isolation-forest'
import { seededRandom } from '../../../../shared/random.ts'

/** Rows of one tree, as the paper recommends. */
export const SUBSAMPLE = 256
const STEPS = 65_535
const PATH_STEPS = 1_024
const EULER = 0.5772156649015329
const MOST_FEATURES = 16
/** Chance finds a column that varies much sooner. */
const MOST_TRIES = 64

export interface IsolationTrees {
  readonly features: number
  /** Rows each tree was grown from; normalises the path length. */
  readonly subsample: number
  /** Per feature: lowest training value, and steps a unit. */
  readonly low: readonly number[]
  readonly steps: readonly number[]
  /** Where each tree begins in `words`. */
  readonly roots: readonly number[]
  readonly words: Uint32Array
}

/**
 * Average path length of an unsuccessful search in a binary search tree of n rows: c(n) of the paper, with its factor 2 on the harmonic number.
 * @returns 0 for n <= 1, 1 for n = 2
 */
export const averagePathLength = (n: number): number => (n <= 1 ? 0 : n === 2 ? 1 : 2 * (Math.log(n - 1) + EULER) - (2 * (n - 1)) / n)

/**
 * Grows trees on rows of `features` numbers each. The same rows and seed give the same trees.
 * @param cells the rows one after another; rows with a number that is not finite are left out
 * @throws RangeError for more than 16 features or no usable row
 */
export const growTrees = (cells: Float64Array, features: number, trees: number, seed: number): IsolationTrees => {
  if (features > MOST_FEATURES) throw new RangeError(`An isolation tree takes at most ${MOST_FEATURES} features, not ${features}.`)
  const rows = usableRows(cells, features)
  if (rows.length === 0) throw new RangeError('An isolation tree needs at least one row of finite numbers.')
  const { low, steps } = rangesOf(rows, features)
  const random = seededRandom(seed)
  const subsample = Math.min(SUBSAMPLE, rows.length)
  const heightLimit = Math.ceil(Math.log2(Math.max(2, subsample)))
  const words: number[] = []
  const roots: number[] = []
  for (let tree = 0; tree < trees; tree++) {
    roots.push(words.length)
    flatten(growTree(sample(rows, subsample, random), random), heightLimit, random, low, steps, words)
  }
  return { features, subsample, low, steps, roots, words: Uint32Array.from(words) }
}

const scratch = new Uint16Array(MOST_FEATURES)

/** Anomaly score of the row at `at`, in (0, 1): near 1 = isolated at once, 0.5 = as deep as chance would have it. A number that is not known counts as the lowest. */
export const isolationScore = ({ features, subsample, low, steps, roots, words }: IsolationTrees, row: Float64Array, at = 0): number => {
  for (let feature = 0; feature < features; feature++) {
    const step = ((row[at + feature] as number) - (low[feature] as number)) * (steps[feature] as number)
    scratch[feature] = step > 0 ? Math.min(STEPS, step) : 0
  }
  let paths = 0
  for (const root of roots) {
    let word = words[root] as number
    let left = word & 0xfff
    while (left !== 0) {
      word = words[root + left + ((scratch[word >>> 28] as number) < ((word >>> 12) & 0xffff) ? 0 : 1)] as number
      left = word & 0xfff
    }
    paths += word >>> 12
  }
  return 2 ** (-paths / (PATH_STEPS * roots.length * averagePathLength(subsample) || 1))
}

const usableRows = (cells: Float64Array, features: number): number[][] => {
  const rows: number[][] = []
  for (let at = 0; at + features <= cells.length; at += features) {
    const row = Array.from(cells.subarray(at, at + features))
    if (row.every(Number.isFinite)) rows.push(row)
  }
  return rows
}

const rangesOf = (rows: readonly number[][], features: number): { low: number[]; steps: number[] } => {
  const low = Array<number>(features).fill(Infinity)
  const high = Array<number>(features).fill(-Infinity)
  for (const row of rows) {
    for (let feature = 0; feature < features; feature++) {
      low[feature] = Math.min(low[feature] as number, row[feature] as number)
      high[feature] = Math.max(high[feature] as number, row[feature] as number)
    }
  }
  const steps = low.map((from, feature) => ((high[feature] as number) > from ? STEPS / ((high[feature] as number) - from) : 0))
  return { low, steps }
}

/** Rows drawn without putting back: the head of a Fisher-Yates shuffle. */
const sample = (rows: number[][], count: number, random: () => number): number[][] => {
  for (let i = 0; i < count; i++) {
    const other = i + Math.floor(random() * (rows.length - i))
    const row = rows[i] as number[]
    rows[i] = rows[other] as number[]
    rows[other] = row
  }
  return rows.slice(0, count)
}

/** One tree of the package, which knows no seed: for the length of this call, which cannot be interrupted, its source of chance is ours. */
const growTree = (rows: readonly (readonly number[])[], random: () => number): IsolationNode => {
  const chance: { random: () => number } = Math
  const own = chance.random
  chance.random = random
  try {
    const forest = new IsolationForest({ nEstimators: 1 })
    forest.train(rows)
    return forest.forest[0] as IsolationNode
  } finally {
    chance.random = own
  }
}

interface Placed {
  readonly node: IsolationNode
  readonly depth: number
}

const flatten = (tree: IsolationNode, heightLimit: number, random: () => number, low: readonly number[], steps: readonly number[], words: number[]): void => {
  const queue: Placed[] = [{ node: contract(tree), depth: 0 }]
  for (let i = 0; i < queue.length; i++) {
    const { node: found, depth } = queue[i] as Placed
    const node = depth < heightLimit ? grownOn(found, random) : found
    const { left, right, splitColumn, splitValue } = node
    if (left === undefined || right === undefined || splitColumn === undefined || splitValue === undefined || depth >= heightLimit) {
      words.push(Math.round((depth + averagePathLength(rowsBelow(node))) * PATH_STEPS) << 12)
      continue
    }
    const threshold = Math.max(1, Math.min(STEPS, Math.round((splitValue - (low[splitColumn] as number)) * (steps[splitColumn] as number))))
    words.push((splitColumn << 28) | (threshold << 12) | queue.length)
    queue.push({ node: contract(left), depth: depth + 1 }, { node: contract(right), depth: depth + 1 })
  }
}

/** A split of a column that does not vary separates nothing: the package makes an empty child of it, here it is passed over. */
const contract = (node: IsolationNode): IsolationNode => {
  let at = node
  while (at.left !== undefined && at.right !== undefined) {
    if (rowsBelow(at.left) === 0) at = at.right
    else if (rowsBelow(at.right) === 0) at = at.left
    else break
  }
  return at
}

/** Splits that separated nothing counted as height, so a tree may have stopped too early: it is grown on from the rows of such a leaf. */
const grownOn = (node: IsolationNode, random: () => number): IsolationNode => {
  const rows = node.trainingSet
  if (node.left !== undefined || rows === undefined || !doRowsDiffer(rows)) return node
  let grown = node
  for (let tries = 0; tries < MOST_TRIES && grown.left === undefined; tries++) grown = contract(growTree(rows, random))
  return grown
}

const doRowsDiffer = (rows: readonly (readonly number[])[]): boolean => rows.some((row) => row.some((value, feature) => value !== rows[0]?.[feature]))

const rowsBelow = ({ left, right, trainingSet }: IsolationNode): number => (left === undefined || right === undefined ? (trainingSet?.length ?? 0) : rowsBelow(left) + rowsBelow(right))
