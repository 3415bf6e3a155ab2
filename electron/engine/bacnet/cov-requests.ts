/** The requests that make, renew and end COV subscriptions (135, 13.14 and 13.15). */
import { confirmed, type RequestApdu } from './datagrams.ts'
import { PROPERTY, SERVICE } from './properties.ts'
import { TagWriter } from './tag-writer.ts'

export interface CovTarget {
  /** Tells this side's subscriptions apart; comes back in every notification. */
  readonly processId: number
  readonly type: number
  readonly instance: number
  /** Change of the present value that is worth a notification; undefined = the object's own increment decides (SubscribeCOV). */
  readonly increment?: number
}

export interface CovTerms {
  /** Notifications that want an acknowledgement. */
  readonly confirmed: boolean
  readonly lifetimeS: number
}

const encodeTerms = (writer: TagWriter, terms: CovTerms | undefined): TagWriter => (terms === undefined ? writer : writer.boolean(terms.confirmed, 2).unsigned(terms.lifetimeS, 3))

/** Makes or renews a subscription; without terms it is ended. */
export const subscribeCovApdu = ({ processId, type, instance, increment }: CovTarget, terms: CovTerms | undefined): RequestApdu => {
  const writer = encodeTerms(new TagWriter().unsigned(processId, 0).objectId(type, instance, 1), terms)
  if (increment === undefined) return confirmed(SERVICE.subscribeCov, writer.bytes())
  writer.open(4).unsigned(PROPERTY.presentValue, 0).close(4)
  if (terms !== undefined) writer.real(increment, 5)
  return confirmed(SERVICE.subscribeCovProperty, writer.bytes())
}
