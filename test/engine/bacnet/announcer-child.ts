/** Says I-Am for one device to everybody on the cable, five times a second: `announcer-child.ts IP INSTANCE`. */
import { createSocket } from 'node:dgram'
import { datagram, iAmApdu } from './scripted-peer.ts'

const [ip = '', instance = ''] = process.argv.slice(2)
const announcement = datagram(iAmApdu(Number(instance), 1_476, 3))
announcement[1] = 0x0b
const socket = createSocket('udp4')
socket.bind(47_808, ip, () => {
  socket.setBroadcast(true)
  setInterval(() => socket.send(announcement, 47_808, '255.255.255.255', () => undefined), 200)
  process.send?.('ready')
})
process.once('SIGTERM', () => process.exit(0))
process.once('disconnect', () => process.exit(0))
