/** The address of a UDP peer as a user writes it. Pure. */
const BACNET_PORT = 47_808
const PATTERN = /^\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?$/

/**
 * `192.168.1.20:47809` or without port; null when a part is out of range. No device has a multicast, broadcast or empty address: what is meant for one
 * peer must not reach all of them.
 */
export const parseTarget = (text: string): { ip: string; port: number } | null => {
  if (!PATTERN.test(text)) return null
  const [ip = '', portText] = text.split(':')
  const port = portText === undefined ? BACNET_PORT : Number(portText)
  const octets = ip.split('.').map(Number)
  const valid = octets.every((octet) => octet <= 255) && octets[0]! > 0 && octets[0]! < 224 && port >= 1 && port <= 65_535
  return valid ? { ip: octets.join('.'), port } : null
}
