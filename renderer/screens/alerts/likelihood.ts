/** Likelihoods and likenesses in words: a percentage would claim more than is known. Pure. */

export type LikelihoodWord = 'veryLikely' | 'likely' | 'possible' | 'unlikely'

/** Of 0..1. */
export const likelihoodWord = (likelihood: number): LikelihoodWord => (likelihood >= 0.6 ? 'veryLikely' : likelihood >= 0.35 ? 'likely' : likelihood >= 0.12 ? 'possible' : 'unlikely')
