/** What fast scripted devices are and how they behave; handed to their process as JSON. */

/** `count` devices alike. */
export interface FastLine {
  readonly count: number
  /** Answers come so much later, ms. */
  readonly delayMs?: number
  /** Share of the requests that is lost, 0..1. */
  readonly lossShare?: number
  /** Every so manieth request is lost, for tests that must not depend on chance. */
  readonly loseEvery?: number
  /** Refuses ReadPropertyMultiple. */
  readonly single?: boolean
  /** Answers nothing. */
  readonly dead?: boolean
  /** Longest answer, octets; longer ones are refused, because nothing is sent in segments. Default 1476. */
  readonly maxApdu?: number
  /** Instance of all of them; else 10000 + index. */
  readonly instance?: number
  /** All behind one router with one socket, on this network, with the index as MAC. */
  readonly network?: number
}

export interface FastFleet {
  readonly pointsPerDevice: number
  /** `numbered`: every point reads index * 1000 + its number, so that a mixed-up answer shows. `steady`: 20. */
  readonly values: 'numbered' | 'steady'
  readonly lines: readonly FastLine[]
}
