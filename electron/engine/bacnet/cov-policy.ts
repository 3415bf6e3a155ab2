/** Which points are worth a COV subscription: what polling them costs against what subscribing does, in octets on the wire per hour. Pure. */
import { verifyEveryMs } from '../../../shared/domain/cov.ts'

/** How long a subscription lasts unless it is renewed, s. */
export const LIFETIME_S = 1_800
/** For devices that refuse longer ones. */
export const SHORT_LIFETIME_S = 300

/** Headers of one message with what an MS/TP trunk spends round it (preamble, token, turnaround). */
const MESSAGE_OCTETS = 30
/** Object, property, value and status flags of one point in question and answer of a batch. */
const POLLED_OCTETS = 36
const NOTIFICATION_OCTETS = 40
/** Question and acknowledgement of SubscribeCOV, headers apart. */
const SUBSCRIBE_OCTETS = 25
const MINUTES_PER_HOUR = 60
const HOUR_MS = 3_600_000

export interface CovTraits {
  readonly intervalMs: number
  /** Notifications expected or measured, per hour. */
  readonly changesPerHour: number
}

export interface CovTraffic {
  /** Points of one batched read, 1 or more. */
  readonly batchSize: number
  readonly confirmed: boolean
  readonly lifetimeS: number
}

const pollingCost = (intervalMs: number, batchSize: number): number => (HOUR_MS / intervalMs) * ((2 * MESSAGE_OCTETS) / batchSize + POLLED_OCTETS)

/** Subscriptions are renewed after a bit more than half their lifetime. */
const renewalCost = (lifetimeS: number): number => ((MINUTES_PER_HOUR * 60) / (lifetimeS * 0.58)) * (2 * MESSAGE_OCTETS + SUBSCRIBE_OCTETS)

/** Octets per hour that a subscription saves against polling; negative where polling is cheaper. Slow polling to verify it is counted in. */
export const savingOf = ({ intervalMs, changesPerHour }: CovTraits, { batchSize, confirmed, lifetimeS }: CovTraffic): number => {
  const perNotification = NOTIFICATION_OCTETS + MESSAGE_OCTETS * (confirmed ? 2 : 1)
  const subscribed = renewalCost(lifetimeS) + pollingCost(verifyEveryMs(intervalMs), batchSize) + changesPerHour * perNotification
  return pollingCost(intervalMs, batchSize) - subscribed
}

/** Notifications per hour from which on polling is cheaper; 0 or less = a subscription never pays. */
export const breakEvenPerHour = (intervalMs: number, traffic: CovTraffic): number => {
  const perNotification = NOTIFICATION_OCTETS + MESSAGE_OCTETS * (traffic.confirmed ? 2 : 1)
  return savingOf({ intervalMs, changesPerHour: 0 }, traffic) / perNotification
}

export interface CovCandidate extends CovTraits {
  readonly pointId: number
  /** Binary or multi-state: seldom changes, and each change matters. */
  readonly isState: boolean
  /** Subscribed now. */
  readonly subscribed: boolean
}

/** What is subscribed stays until it costs this share of its polling more, so that nothing flutters at the break-even. */
const STAY_SHARE = 0.1
/** What is subscribed counts this much more when places are scarce: changing places costs requests too. */
const STAY_FACTOR = 2

const worth = (candidate: CovCandidate, traffic: CovTraffic): number => {
  const saving = savingOf(candidate, traffic)
  if (!candidate.subscribed) return saving
  return saving > 0 ? saving * STAY_FACTOR : saving + STAY_SHARE * pollingCost(candidate.intervalMs, traffic.batchSize)
}

/** The points to subscribe, best first, at most `limit`: states before analogs, then what saves most. */
export const choosePoints = (candidates: readonly CovCandidate[], traffic: CovTraffic, limit: number): readonly number[] =>
  candidates
    .map((candidate) => ({ candidate, worth: worth(candidate, traffic) }))
    .filter((one) => one.worth > 0)
    .sort((a, b) => Number(b.candidate.isState) - Number(a.candidate.isState) || b.worth - a.worth || a.candidate.pointId - b.candidate.pointId)
    .slice(0, limit)
    .map(({ candidate }) => candidate.pointId)

/** Of the places a device was seen to have, how many are left free for other clients. */
const RESERVE_SHARE = 0.2

/** How many subscriptions to hold at a device whose list was full when it held `granted` for this side. */
export const scarceLimit = (granted: number): number => Math.max(0, granted - Math.max(1, Math.ceil(granted * RESERVE_SHARE)))
