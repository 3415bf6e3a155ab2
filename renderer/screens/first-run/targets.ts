/** Addresses typed by hand: `192.168.1.20`, `192.168.1.20:47809`, separated by spaces, commas or lines. Pure. */

export interface Targets {
  readonly valid: readonly string[]
  /** What is no address, as typed. */
  readonly wrong: readonly string[]
}

const isByte = (text: string): boolean => /^\d{1,3}$/.test(text) && Number(text) <= 255
const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535

const isTarget = (text: string): boolean => {
  const [address = '', port, ...rest] = text.split(':')
  const bytes = address.split('.')
  const [first] = bytes
  // From 224 on nothing is one device: multicast, reserved, broadcast.
  const isHost = bytes.length === 4 && bytes.every(isByte) && Number(first) > 0 && Number(first) < 224
  return rest.length === 0 && isHost && (port === undefined || isPort(port))
}

/** Each address once, in the order typed. */
export const parseTargets = (typed: string): Targets => {
  const parts = [...new Set(typed.split(/[\s,;]+/).filter(Boolean))]
  return { valid: parts.filter(isTarget), wrong: parts.filter((part) => !isTarget(part)) }
}
