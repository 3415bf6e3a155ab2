/** An effect as the contract takes it: its own copy of lists, with the reason in the exception. Pure. */
import type { CallInput } from '../../../shared/contract.ts'
import type { FeedbackEffect } from '../../../shared/domain/detection.ts'

type Sendable = CallInput<'giveFeedback'>['effect']

export const sendableEffect = (effect: FeedbackEffect, reason = ''): Sendable =>
  effect.what === 'exception' ? { what: 'exception', exception: { ...effect.exception, weekdays: [...effect.exception.weekdays], reason: reason === '' ? effect.exception.reason : reason } } : { ...effect }
