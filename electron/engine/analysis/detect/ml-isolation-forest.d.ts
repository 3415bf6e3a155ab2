/** The part of ml-isolation-forest 0.1.0 that is used; the package brings no types. */
declare module 'ml-isolation-forest' {
  /** A node: inner ones have both children and a split, leaves the rows that ended there. */
  export interface IsolationNode {
    readonly left?: IsolationNode
    readonly right?: IsolationNode
    readonly splitColumn?: number
    readonly splitValue?: number
    readonly trainingSet?: readonly (readonly number[])[]
  }

  export class IsolationForest {
    constructor(options: { readonly nEstimators: number })
    readonly forest: readonly IsolationNode[]
    train(rows: readonly (readonly number[])[]): void
  }
}
