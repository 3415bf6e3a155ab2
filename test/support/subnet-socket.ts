/** A BACnet/IP port on one subnet as a host with several subnets needs it: one socket for what is sent to it, one for what is broadcast there. With broadcasts Linux only. */
import { createSocket, type Socket } from 'node:dgram'

const PORT = 47_808

const open = (address: string, port: number, take: (bytes: Buffer, ip: string, port: number) => void): Promise<Socket> =>
  new Promise((resolve, reject) => {
    // Several hosts of a test share one namespace: each of their sockets gets every broadcast.
    const socket = createSocket({ type: 'udp4', reuseAddr: true })
    socket.once('error', reject)
    socket.on('message', (bytes, from) => take(bytes, from.address, from.port))
    socket.bind({ address, port, exclusive: true }, () => {
      socket.off('error', reject)
      // A peer that is gone, or a cable that is out, ends nothing.
      socket.on('error', () => undefined)
      socket.setBroadcast(true)
      resolve(socket)
    })
  })

export interface SubnetSocket {
  readonly port: number
  send(bytes: Buffer, ip: string, port: number): void
  /** To all of the subnet. */
  broadcast(bytes: Buffer): void
  close(): Promise<void>
}

/** Own broadcasts are not taken. Without `broadcast` it is one socket on any free port, which nobody but the peers it is told to knows: for loopback, on any system. */
export const openSubnet = async (ip: string, broadcast: string | undefined, take: (bytes: Buffer, ip: string, port: number) => void): Promise<SubnetSocket> => {
  const takeOthers = (bytes: Buffer, from: string, port: number): void => {
    if (from !== ip || port !== own.address().port) take(bytes, from, port)
  }
  const own = await open(ip, broadcast === undefined ? 0 : PORT, takeOthers)
  const sockets = broadcast === undefined ? [own] : [own, await open(broadcast, PORT, takeOthers)]
  return {
    port: own.address().port,
    send: (bytes, to, port) => own.send(bytes, port, to, () => undefined),
    broadcast: (bytes) => {
      if (broadcast !== undefined) own.send(bytes, PORT, broadcast, () => undefined)
    },
    close: async () => {
      await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))))
    },
  }
}
