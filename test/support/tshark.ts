/** An independent reader of BACnet: Wireshark's command line, over capture files that a test wrote. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pcapOf, type CapturedDatagram } from './pcap.ts'

const COMMAND = process.env['PLANTROOM_TSHARK'] ?? 'tshark'
/** Wireshark's own numbers of severity; below it are chats and notes. */
const WARNING = 0x60_00_00

/** Fields asked of every packet; the names are Wireshark's. */
export const FIELDS = [
  'frame.protocols',
  '_ws.malformed',
  '_ws.expert.severity',
  '_ws.expert.message',
  'bvlc.function',
  'bvlc.reg_ttl',
  'bvlc.fdt_ip',
  'bvlc.fdt_port',
  'bacnet.version',
  'bacnet.control',
  'bacnet.dnet',
  'bacnet.hopc',
  'bacnet.mesgtyp',
  'bacapp.type',
  'bacapp.invoke_id',
  'bacapp.sequence_number',
  'bacapp.window_size',
  'bacapp.confirmed_service',
  'bacapp.unconfirmed_service',
  'bacapp.objectType',
  'bacapp.instance_number',
  'bacapp.property_identifier',
  'bacapp.context_tag_number',
  'bacapp.application_tag_number',
] as const
type Field = (typeof FIELDS)[number]

/** Values of one packet's fields, as text; several values of one field stand in the order of the packet. */
export type Dissection = Readonly<Record<Field, readonly string[]>>

/** Why nothing can be dissected here; null when it can. `PLANTROOM_REQUIRE_TSHARK=1` makes that an error. */
export const whyNoTshark = (): string | null => {
  const { error, status } = spawnSync(COMMAND, ['--version'], { stdio: 'ignore' })
  const why = error === undefined && status === 0 ? null : `${COMMAND} is not installed (Debian: apt-get install tshark)`
  if (why !== null && process.env['PLANTROOM_REQUIRE_TSHARK'] === '1') throw new Error(`PLANTROOM_REQUIRE_TSHARK is set, but ${why}`)
  return why
}

/** What Wireshark reads in each datagram. `port`: the UDP port at one end of all of them, taken for BACnet/IP whatever else uses it. */
export const dissect = (datagrams: readonly CapturedDatagram[], port: number): readonly Dissection[] => {
  const folder = mkdtempSync(join(tmpdir(), 'plantroom-capture-'))
  try {
    const file = join(folder, 'capture.pcap')
    writeFileSync(file, pcapOf(datagrams))
    const fields = FIELDS.flatMap((field) => ['-e', field])
    const args = ['-n', '-r', file, '-d', `udp.port==${port},bvlc`, '-T', 'fields', '-E', 'separator=/t', '-E', 'occurrence=a', '-E', 'aggregator=,', ...fields]
    const { status, stdout, stderr, error } = spawnSync(COMMAND, args, { encoding: 'utf8', maxBuffer: 256_000_000, env: { ...process.env, LC_ALL: 'C' } })
    if (error !== undefined || status !== 0) throw new Error(`${COMMAND} failed: ${error?.message ?? stderr}`)
    const rows = stdout.split('\n').slice(0, -1)
    if (rows.length !== datagrams.length) throw new Error(`${COMMAND} read ${rows.length} of ${datagrams.length} packets`)
    return rows.map(dissectionOf)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const dissectionOf = (row: string): Dissection => {
  const columns = row.split('\t')
  return Object.fromEntries(FIELDS.map((field, at) => [field, (columns[at] ?? '') === '' ? [] : columns[at]!.split(',')])) as Record<Field, string[]>
}

const EXPECTING_REPLY = 0x04
const HAS_DESTINATION = 0x20
const RESERVED = 0x50
const CONFIRMED_REQUEST = '0'

/** What the network layer must say, which Wireshark shows without judging it (135, 6.2). */
const networkFaults = (seen: Dissection): string[] => {
  if (seen['bacnet.control'].length === 0) return []
  const control = Number(seen['bacnet.control'][0])
  const faults: string[] = []
  if (seen['bacnet.version'].join() !== '1') faults.push(`NPDU version ${seen['bacnet.version'].join()}`)
  if ((control & RESERVED) !== 0) faults.push('reserved NPDU bits')
  const asks = seen['bacapp.type'][0] === CONFIRMED_REQUEST
  if (seen['bacapp.type'].length > 0 && asks !== ((control & EXPECTING_REPLY) !== 0)) faults.push(asks ? 'a request that expects no reply' : 'expects a reply to no request')
  if ((control & HAS_DESTINATION) !== 0 && seen['bacnet.hopc'].join() !== '255') faults.push(`hop count ${seen['bacnet.hopc'].join()}`)
  return faults
}

/** What is wrong with a packet of ours: what Wireshark says, and what the standard demands beyond; empty when nothing. */
export const faultsOf = (seen: Dissection): readonly string[] => {
  const faults = networkFaults(seen)
  if (seen['_ws.malformed'].length > 0 || seen['frame.protocols'].join().includes('_ws.malformed')) faults.push('malformed')
  if (seen['_ws.expert.severity'].some((severity) => Number(severity) >= WARNING)) faults.push(`expert: ${seen['_ws.expert.message'].join(', ')}`)
  const justBvlc = seen['bvlc.function'].length > 0 && !seen['frame.protocols'].join().includes('bacnet')
  if (seen['bacapp.type'].length === 0 && seen['bacnet.mesgtyp'].length === 0 && !justBvlc) faults.push(`not read as BACnet (${seen['frame.protocols'].join()})`)
  return faults
}
