/** The address of a UDP peer as a user writes it. Pure. */
const BACNET_PORT = 47_808

/** `192.168.1.20:47809` or without port; null when a part is out of range. */
export const parseTarget = (text: string): { ip: string; port: number } | null => {
  const [ip = '', portText] = text.split(':')
  const port = portText === undefined ? BACNET_PORT : Number(portText)
  const valid = ip.split('.').every((part) => Number(part) <= 255) && port >= 1 && port <= 65_535
  return valid ? { ip, port } : null
}
