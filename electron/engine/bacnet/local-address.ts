/** Which of this computer's addresses a peer sees; asks the system's routes, sends nothing. */
import { createSocket } from 'node:dgram'

/** The local address of packets to `ip`; undefined without a way there. */
export const localAddressTo = (ip: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4')
    const finish = (address: string | undefined): void => {
      socket.close()
      resolve(address)
    }
    socket.once('error', () => finish(undefined))
    // Connecting a UDP socket chooses the route and the address; no packet leaves.
    socket.connect(9, ip, () => finish(socket.address().address))
  })
