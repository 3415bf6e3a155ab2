/**
 * Estimates how much of an MS/TP trunk's time a laptop's requests take. A frame is 8 octets of header (preamble, type, addresses, length, header CRC) and,
 * with data, 2 octets of data CRC (135, clause 9.3); an octet takes 10 bit times (start, 8 data, stop). A node waits Tturnaround = 40 bit times before it
 * sends (clause 9.5.5). The router puts the laptop's own address into what it sends on (SNET, SLEN, SADR of a UDP peer: 9 octets) and takes its place in
 * the token's round for it: one token frame for each request. Pure.
 */

/** 38,400 bit/s: the usual rate of MS/TP trunks. */
export const USUAL_BAUD_RATE = 38_400

const FRAME_OCTETS = 10
/** NPDU of a request or answer on the trunk: version, control and the laptop's address. */
const NPDU_OCTETS = 2 + 9
const TOKEN_OCTETS = 8
const BITS_PER_OCTET = 10
const TURNAROUND_BITS = 40

export interface TrunkTraffic {
  /** Per second: requests, answers (and segments), and the octets of their APDUs. */
  readonly requests: number
  readonly answers: number
  readonly apduOctets: number
}

/** 0..1, more when the trunk could not carry it. */
export const trunkShare = ({ requests, answers, apduOctets }: TrunkTraffic, baudRate: number): number => {
  const frames = requests + answers
  const octets = apduOctets + frames * (FRAME_OCTETS + NPDU_OCTETS) + requests * TOKEN_OCTETS
  return (octets * BITS_PER_OCTET + frames * TURNAROUND_BITS) / baudRate
}
