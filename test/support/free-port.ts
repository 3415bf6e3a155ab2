/** A UDP port on loopback that nobody has at the moment: tests on one machine do not get in each other's way. */
import { createSocket } from 'node:dgram'

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4')
    socket.once('error', reject)
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address()
      socket.close(() => resolve(port))
    })
  })
