/** Addresses typed by hand that are asked each time: `192.168.1.20`, `192.168.1.20:47809`, `5:0c@192.168.1.1`. Pure. */
import { parseTargets } from '../first-run/targets.ts'

export interface StaticAddresses {
  readonly valid: readonly string[]
  /** What is no address, as typed. */
  readonly wrong: readonly string[]
}

/** Network and hexadecimal MAC of at most seven bytes, before `@`. */
const isStation = (text: string): boolean => {
  const [, network = '', mac = ''] = /^(\d{1,5}):((?:[0-9a-f]{2}){1,7})$/i.exec(text) ?? []
  return mac !== '' && Number(network) >= 1 && Number(network) <= 65_534
}

const isAddress = (text: string): boolean => {
  const at = text.indexOf('@')
  const peer = text.slice(at + 1)
  return (at < 0 || isStation(text.slice(0, at))) && parseTargets(peer).valid[0] === peer
}

/** Each address once, in the order typed; separated by spaces, commas or lines. */
export const parseStaticAddresses = (typed: string): StaticAddresses => {
  const parts = [...new Set(typed.toLowerCase().split(/[\s,;]+/).filter(Boolean))]
  return { valid: parts.filter(isAddress), wrong: parts.filter((part) => !isAddress(part)) }
}
