/** What the network check-up judges: plain facts, gathered elsewhere. Times in ms, shares 0..1; null = not known, never a guess. */
import type { Message } from '../../../../shared/message.ts'

export interface DeviceFacts {
  readonly deviceId: number
  readonly instance: number
  readonly name: string
  /** `192.168.1.20:47808`. */
  readonly address: string
  /** On a subnet of this laptop's, or behind a router that is. */
  readonly onOwnSubnet: boolean
  readonly behindRouter: boolean
  readonly state: 'online' | 'offline' | 'unknown'
  /** Requests of the period that were this laptop's to make, and those that brought no usable answer (timeout, send error, spoilt). */
  readonly requests: number
  readonly lost: number
  /** Requests asked a second time, per minute; null where not counted. */
  readonly retriesPerMinute: number | null
  /** Answers and how long 95 % of them took at most. */
  readonly answers: number
  readonly latencyP95Ms: number | null
  /** Device minus laptop. */
  readonly clockDriftMs: number | null
  /** The clock was asked for. */
  readonly clockAsked: boolean
  /** Answers one property a request only. */
  readonly singleReads: boolean
  /** Points in one request that it can digest; null while unknown. */
  readonly batchSize: number | null
  /** Share of its budget of requests that is used. */
  readonly budgetShare: number | null
  /** How many times longer than wished points wait for their turn. */
  readonly stretch: number | null
  /** Subscriptions to changes refused for want of room. */
  readonly subscriptionsFull: boolean | null
  /** What the engine noticed: duplicate instance, moved, unreadable ... */
  readonly problems: readonly Message[]
  readonly objects: number
  readonly unnamed: readonly ObjectFacts[]
  /** Analog objects without engineering units. */
  readonly unitless: readonly ObjectFacts[]
  /** References to objects that do not exist: trend logs, schedules. null where they were not read. */
  readonly brokenReferences: readonly { readonly object: ObjectFacts; readonly to: string }[] | null
}

export interface ObjectFacts {
  readonly pointId: number | null
  /** `AI 3 "Supply air"`. */
  readonly label: string
}

export interface BroadcastFacts {
  readonly address: string
  readonly instance: number | null
  readonly own: boolean
  readonly packetsPerMinute: number
  readonly wrongInterface: boolean
}

export interface CheckUpFacts {
  readonly atMs: number
  readonly fromMs: number
  readonly requestTimeoutMs: number
  readonly devices: readonly DeviceFacts[]
  readonly broadcasts: readonly BroadcastFacts[]
  /** Conflicts of routers and network numbers. */
  readonly networkProblems: readonly Message[]
  readonly registeredWithBbmd: boolean
  /** Broadcasts forwarded by a BBMD arrive. */
  readonly forwardedHeard: boolean
  /** Datagrams since the start, and those refused because they were malformed. */
  readonly packets: { readonly received: number; readonly malformed: number }
}
