/** The holder of a port that another process really has. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { portHolder } from '../../../../electron/engine/monitor/diagnosis/port-holder.ts'
import { endOf } from '../../../support/networks.ts'

const HOLD = "const s=require('node:dgram').createSocket('udp4');s.bind(0,'127.0.0.1',()=>console.log(s.address().port))"

describe.skipIf(process.platform !== 'linux')('the holder of a UDP port', () => {
  it('is named with its process, and nobody is when it is gone', async () => {
    const child = spawn(process.execPath, ['-e', HOLD], { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      const port = await new Promise<number>((resolve) => createInterface({ input: child.stdout }).once('line', (line) => resolve(Number(line))))
      const holder = await portHolder(port)
      expect(holder?.pid).toBe(child.pid)
      expect(holder?.program).not.toBe('')
      await endOf(child)
      expect(await portHolder(port)).toBeUndefined()
    } finally {
      await endOf(child)
    }
  })
})
