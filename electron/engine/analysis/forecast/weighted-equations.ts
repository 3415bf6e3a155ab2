/** Sums of the normal equations of a weighted regression with several right sides; rows may be added with any weight, also a negative one. */

export interface CentredEquations {
  /** Z'DZ about the weighted means; the lower triangle is filled. */
  readonly square: Float64Array
  /** Z'DY about the weighted means, features x outputs. */
  readonly right: Float64Array
  readonly means: Float64Array
  readonly targetMeans: Float64Array
}

export class WeightedEquations {
  total = 0
  private readonly square: Float64Array
  private readonly right: Float64Array
  private readonly sums: Float64Array
  private readonly targetSums: Float64Array
  private readonly cells: Float64Array
  private readonly width: number
  private readonly targets: Float64Array
  private readonly outputs: number

  /** @param cells rows x width @param targets rows x outputs */
  constructor(cells: Float64Array, width: number, targets: Float64Array, outputs: number) {
    this.cells = cells
    this.width = width
    this.targets = targets
    this.outputs = outputs
    this.square = new Float64Array(width * width)
    this.right = new Float64Array(width * outputs)
    this.sums = new Float64Array(width)
    this.targetSums = new Float64Array(outputs)
  }

  /** Adds rows with their weights, four at a time, so that each sum is loaded and stored once for four products; a weight of 0 is left out. */
  add(weights: Float64Array): void {
    const taken: number[] = []
    for (let row = 0; row < weights.length; row += 1) if (weights[row] !== 0) taken.push(row)
    for (let i = 0; i < taken.length; i += 4) this.addFour(taken[i]!, taken[i + 1] ?? -1, taken[i + 2] ?? -1, taken[i + 3] ?? -1, weights)
  }

  private addFour(a: number, b: number, c: number, d: number, weights: Float64Array): void {
    const { width, outputs, cells, square, right, targets, sums, targetSums } = this
    // Where a block is not full its first row stands in, with no weight.
    const [wa, wb, wc, wd] = [weights[a]!, b < 0 ? 0 : weights[b]!, c < 0 ? 0 : weights[c]!, d < 0 ? 0 : weights[d]!]
    const [fa, fb, fc, fd] = [a * width, (b < 0 ? a : b) * width, (c < 0 ? a : c) * width, (d < 0 ? a : d) * width]
    const [ta, tb, tc, td] = [a * outputs, (b < 0 ? a : b) * outputs, (c < 0 ? a : c) * outputs, (d < 0 ? a : d) * outputs]
    this.total += wa + wb + wc + wd
    for (let o = 0; o < outputs; o += 1) targetSums[o] = targetSums[o]! + wa * targets[ta + o]! + wb * targets[tb + o]! + wc * targets[tc + o]! + wd * targets[td + o]!
    for (let j = 0; j < width; j += 1) {
      const pa = wa * cells[fa + j]!
      const pb = wb * cells[fb + j]!
      const pc = wc * cells[fc + j]!
      const pd = wd * cells[fd + j]!
      sums[j] = sums[j]! + pa + pb + pc + pd
      const line = j * width
      for (let k = 0; k <= j; k += 1) square[line + k] = square[line + k]! + pa * cells[fa + k]! + pb * cells[fb + k]! + pc * cells[fc + k]! + pd * cells[fd + k]!
      const own = j * outputs
      for (let o = 0; o < outputs; o += 1) right[own + o] = right[own + o]! + pa * targets[ta + o]! + pb * targets[tb + o]! + pc * targets[tc + o]! + pd * targets[td + o]!
    }
  }

  /** Copies; this can go on being added to. */
  centred(): CentredEquations {
    const { width, outputs, total } = this
    const per = total === 0 ? 0 : 1 / total
    const means = this.sums.map((sum) => sum * per)
    const targetMeans = this.targetSums.map((sum) => sum * per)
    const square = this.square.slice()
    const right = this.right.slice()
    for (let j = 0; j < width; j += 1) {
      const sum = this.sums[j]!
      for (let k = 0; k <= j; k += 1) square[j * width + k] = square[j * width + k]! - sum * means[k]!
      for (let output = 0; output < outputs; output += 1) right[j * outputs + output] = right[j * outputs + output]! - sum * targetMeans[output]!
    }
    return { square, right, means, targetMeans }
  }
}
