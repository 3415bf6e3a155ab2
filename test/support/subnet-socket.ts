/** A BACnet/IP port on one subnet as a host with several subnets needs it: one socket for what is sent to it, one for what is broadcast there. Linux. */
import { createSocket, type Socket } from 'node:dgram'

const PORT = 47_808

const open = (address: string, take: (bytes: Buffer, ip: string, port: number) => void): Promise<Socket> =>
  new Promise((resolve, reject) => {
    // Several hosts of a test share one namespace: each of their sockets gets every broadcast.
    const socket = createSocket({ type: 'udp4', reuseAddr: true })
    socket.once('error', reject)
    socket.on('message', (bytes, from) => take(bytes, from.address, from.port))
    socket.bind({ address, port: PORT, exclusive: true }, () => {
      socket.off('error', reject)
      // A peer that is gone, or a cable that is out, ends nothing.
      socket.on('error', () => undefined)
      socket.setBroadcast(true)
      resolve(socket)
    })
  })

export interface SubnetSocket {
  send(bytes: Buffer, ip: string, port: number): void
  /** To all of the subnet. */
  broadcast(bytes: Buffer): void
  close(): Promise<void>
}

/** Own broadcasts are not taken. */
export const openSubnet = async (ip: string, broadcast: string, take: (bytes: Buffer, ip: string, port: number) => void): Promise<SubnetSocket> => {
  const takeOthers = (bytes: Buffer, from: string, port: number): void => {
    if (from !== ip || port !== PORT) take(bytes, from, port)
  }
  const sockets = await Promise.all([open(ip, takeOthers), open(broadcast, takeOthers)])
  const [own] = sockets
  return {
    send: (bytes, to, port) => own.send(bytes, port, to, () => undefined),
    broadcast: (bytes) => own.send(bytes, PORT, broadcast, () => undefined),
    close: async () => {
      await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))))
    },
  }
}
