/** Who holds a port: what is read in the words of each system. The samples are as the commands print them. */
import { describe, expect, it } from 'vitest'
import { holderInLsof, inodesOn, pidInNetstat, programInTasklist } from '../../../../electron/engine/monitor/diagnosis/port-holder.ts'
import { inactiveInIfconfig } from '../../../../electron/engine/monitor/diagnosis/unplugged.ts'

const PROC_NET_UDP = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  123: 0100007F:BAC0 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 48211 2 0000000000000000 0
  124: 00000000:BAC1 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 48212 2 0000000000000000 0
  125: 00000000:BAC0 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 0 2 0000000000000000 0
`

const NETSTAT = `
Aktive Verbindungen

  Proto  Lokale Adresse         Remoteadresse          Status           PID
  UDP    0.0.0.0:123            *:*                                    1044
  UDP    0.0.0.0:47808          *:*                                    9120
  UDP    [::]:500               *:*                                    3312
`

describe('the holder of a port', () => {
  it('is found by the inode of its socket on Linux', () => {
    expect(inodesOn(PROC_NET_UDP, 47_808)).toEqual(['48211'])
    expect(inodesOn(PROC_NET_UDP, 47_810)).toEqual([])
    expect(inodesOn('', 47_808)).toEqual([])
  })

  it('is read from lsof on macOS, and is never this program', () => {
    expect(holderInLsof('p501\ncnode\nf21\np733\ncYABE\nf9\n', 501)).toEqual({ program: 'YABE', pid: 733 })
    expect(holderInLsof('p501\ncnode\n', 501)).toBeUndefined()
    expect(holderInLsof('lsof: no such thing', 1)).toBeUndefined()
  })

  it('is read from netstat and tasklist on Windows, in any language', () => {
    expect(pidInNetstat(NETSTAT, 47_808, 1)).toBe(9_120)
    expect(pidInNetstat(NETSTAT, 47_808, 9_120)).toBeUndefined()
    expect(pidInNetstat(NETSTAT, 7_808, 1)).toBeUndefined()
    expect(programInTasklist('"Yabe.exe","9120","Console","1","58.440 K"\r\n')).toBe('Yabe.exe')
    expect(programInTasklist('INFORMATION: Es werden keine Aufgaben ausgeführt\r\n')).toBeUndefined()
  })
})

describe('adapters without a link', () => {
  it('are read from ifconfig on macOS', () => {
    const output = 'lo0: flags=8049<UP> mtu 16384\n\tinet 127.0.0.1\nen0: flags=8863<UP> mtu 1500\n\tstatus: active\nen5: flags=8863<UP> mtu 1500\n\tstatus: inactive\nbridge0: flags=8863<UP>\n\tstatus: inactive\n'
    expect(inactiveInIfconfig(output)).toEqual(['en5'])
  })
})
