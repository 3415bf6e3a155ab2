/** The part of libsvm-js 0.2.1 that is used; the package brings no types. */
declare module 'libsvm-js/asm.js' {
  export interface SvmOptions {
    readonly type: string
    readonly kernel: string
    readonly nu: number
    readonly gamma: number
    /** Megabytes. */
    readonly cacheSize: number
    readonly tolerance: number
    readonly quiet: boolean
  }

  class SVM {
    static readonly SVM_TYPES: { readonly ONE_CLASS: string }
    static readonly KERNEL_TYPES: { readonly RBF: string }
    constructor(options: SvmOptions)
    train(rows: readonly (readonly number[])[], labels: readonly number[]): void
    /** Rows that became support vectors, in the order of the model's text. */
    getSVIndices(): number[]
    serializeModel(): string
    free(): void
  }
  export default SVM
}
