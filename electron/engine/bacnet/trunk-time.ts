/**
 * Estimates the time that requests and answers take on an MS/TP trunk. A frame is 8 octets of header (preamble, type, addresses, length, header CRC) and 2 octets of
 * data CRC around its data (135, clause 9.3); an octet takes 10 bit times (start, 8 data, stop). A node waits Tturnaround = 40 bit times before it sends (clause
 * 9.5.5). The NPDU is version and control and, as the laptop is on another network, its address (network 2, length 1, a UDP peer 6). For each request the router
 * takes its place in the token's round: one token frame of 8 octets. Pure.
 */

const FRAME_OCTETS = 10
const NPDU_OCTETS = 2 + 9
const TOKEN_OCTETS = 8
const BITS_PER_OCTET = 10
const TURNAROUND_BITS = 40

/** ms that an answer, or one segment of it, with so many octets of APDU takes. */
export const answerMs = (apduOctets: number, baudRate: number): number =>
  (((apduOctets + FRAME_OCTETS + NPDU_OCTETS) * BITS_PER_OCTET + TURNAROUND_BITS) * 1_000) / baudRate

/** ms that a request takes. */
export const requestMs = (apduOctets: number, baudRate: number): number => answerMs(apduOctets, baudRate) + (TOKEN_OCTETS * BITS_PER_OCTET * 1_000) / baudRate
