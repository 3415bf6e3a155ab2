/** How many points one ReadPropertyMultiple asks of a device: as many as fit its max-APDU, fewer where the device shows that it is too much. Pure. */

/** Octets of one point in an answer: object identifier 5, construct 2, present value (double) 14, status flags 7. */
const ANSWER_OCTETS_PER_POINT = 24
/** APDU header of the answer. */
const ANSWER_HEADER_OCTETS = 3
/** Octets of one point in a request: object identifier 5, construct 2, two properties 4. */
const REQUEST_OCTETS_PER_POINT = 11
const REQUEST_HEADER_OCTETS = 4
/** More gains nothing measurable and costs more when it is lost. */
const MOST_POINTS = 50
/** Batches answered in a row before a limit lowered by silence (not by refusal) is raised again. */
const GROW_AFTER = 40

export const pointsFitting = (maxApdu: number): number => {
  const answer = Math.floor((maxApdu - ANSWER_HEADER_OCTETS) / ANSWER_OCTETS_PER_POINT)
  const request = Math.floor((maxApdu - REQUEST_HEADER_OCTETS) / REQUEST_OCTETS_PER_POINT)
  return Math.max(1, Math.min(MOST_POINTS, answer, request))
}

/** Octets of an answer with so many points. */
export const answerOctets = (points: number): number => ANSWER_HEADER_OCTETS + points * ANSWER_OCTETS_PER_POINT

export class BatchLimit {
  /** Points in one request from now on. */
  current: number
  /** What the device refused is not tried again before `tryLarger`. */
  cap: number
  private readonly fitting: number
  private silentBatches = 0
  private answeredInRow = 0

  /** `known`: what was learnt of the device before. */
  constructor(maxApdu: number, known?: { readonly batchSize: number; readonly batchCap: number }) {
    this.fitting = pointsFitting(maxApdu)
    this.cap = Math.max(1, Math.min(this.fitting, known?.batchCap ?? this.fitting))
    this.current = Math.max(1, Math.min(this.cap, known?.batchSize ?? this.cap))
  }

  /** True where less is asked than the device declares to take. */
  get limited(): boolean {
    return this.cap < this.fitting
  }

  /** A refusal may have been a passing condition: twice as many may be asked again, in steps. True when the cap was raised. */
  tryLarger(): boolean {
    if (!this.limited) return false
    this.cap = Math.min(this.fitting, this.cap * 2)
    return true
  }

  /** The device said that a batch of `size` is too much. True when the limit changed. */
  refused(size: number): boolean {
    const half = Math.max(1, size >> 1)
    this.cap = Math.min(this.cap, half)
    if (half >= this.current) return false
    this.current = half
    return true
  }

  /**
   * A batch brought silence although the device answers small questions: twice in a row means that it drops what is too big for it.
   * True when the limit changed.
   */
  swallowed(size: number): boolean {
    this.answeredInRow = 0
    this.silentBatches += 1
    if (this.silentBatches < 2 || size <= 1) return false
    this.silentBatches = 0
    const half = size >> 1
    if (half >= this.current) return false
    this.current = half
    return true
  }

  /** A batch was answered. True when the limit was raised. */
  answered(): boolean {
    this.silentBatches = 0
    if (this.current >= this.cap) return false
    this.answeredInRow += 1
    if (this.answeredInRow < GROW_AFTER) return false
    this.answeredInRow = 0
    this.current = Math.min(this.cap, this.current * 2)
    return true
  }
}
