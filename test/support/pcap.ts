/** Writes UDP datagrams as a capture file (pcap, one raw IPv4 packet each) that any network analyser reads. */

export interface CapturedDatagram {
  readonly from: { readonly ip: string; readonly port: number }
  readonly to: { readonly ip: string; readonly port: number }
  readonly bytes: Buffer
}

const LINKTYPE_IPV4 = 228
const IP_HEADER = 20
const UDP_HEADER = 8
const UDP = 17

const fileHeader = (): Buffer => {
  const header = Buffer.alloc(24)
  header.writeUInt32LE(0xa1_b2_c3_d4, 0)
  header.writeUInt16LE(2, 4)
  header.writeUInt16LE(4, 6)
  header.writeUInt32LE(0xff_ff, 16)
  header.writeUInt32LE(LINKTYPE_IPV4, 20)
  return header
}

/** The Internet checksum (RFC 1071) over the IP header. */
const checksum = (header: Buffer): number => {
  let sum = 0
  for (let at = 0; at < header.length; at += 2) sum += header.readUInt16BE(at)
  while (sum > 0xff_ff) sum = (sum & 0xff_ff) + (sum >>> 16)
  return ~sum & 0xff_ff
}

const ipPacket = ({ from, to, bytes }: CapturedDatagram): Buffer => {
  const packet = Buffer.alloc(IP_HEADER + UDP_HEADER + bytes.length)
  packet[0] = 0x45
  packet.writeUInt16BE(packet.length, 2)
  packet[8] = 64
  packet[9] = UDP
  packet.set(from.ip.split('.').map(Number), 12)
  packet.set(to.ip.split('.').map(Number), 16)
  packet.writeUInt16BE(checksum(packet.subarray(0, IP_HEADER)), 10)
  packet.writeUInt16BE(from.port, IP_HEADER)
  packet.writeUInt16BE(to.port, IP_HEADER + 2)
  packet.writeUInt16BE(UDP_HEADER + bytes.length, IP_HEADER + 4)
  bytes.copy(packet, IP_HEADER + UDP_HEADER)
  return packet
}

/** The whole file. Packets stand one millisecond apart, in the order given. */
export const pcapOf = (datagrams: readonly CapturedDatagram[]): Buffer => {
  const parts = [fileHeader()]
  for (const [at, datagram] of datagrams.entries()) {
    const packet = ipPacket(datagram)
    const record = Buffer.alloc(16)
    record.writeUInt32LE(Math.floor(at / 1_000), 0)
    record.writeUInt32LE((at % 1_000) * 1_000, 4)
    record.writeUInt32LE(packet.length, 8)
    record.writeUInt32LE(packet.length, 12)
    parts.push(record, packet)
  }
  return Buffer.concat(parts)
}
