/** What a notification says, and when many become one. */
import { describe, expect, it } from 'vitest'
import { notificationWords as wordsOf } from '../../electron/shell/notification-words.ts'
import type { NotificationRequest } from '../../electron/supervision/engine-protocol.ts'
import { openWords } from '../../electron/supervision/words.ts'
import type { Translate } from '../../shared/format-message.ts'
import { message } from '../../shared/message.ts'

const request = (over: Partial<NotificationRequest> = {}): NotificationRequest => ({
  alertId: 7,
  severity: 'high',
  deviceName: 'AHU-1',
  pointName: 'Supply air temperature',
  value: { value: 31.42, units: 62 },
  title: message('alert.analog.above', { point: 'Supply air temperature', difference: { value: 13.4, units: 62 } }),
  reason: message('alert.analog.band', {
    value: { value: 31.42, units: 62 },
    expected: { value: 18, units: 62 },
    low: { value: 16, units: 62 },
    high: { value: 20, units: 62 },
  }),
  ...over,
})

const notificationWords = (notifications: readonly NotificationRequest[], t: Translate) => wordsOf({ notifications, incidents: [] }, t)

describe('a notification', () => {
  it('names point, device, value and reason in the engine’s own words', async () => {
    expect(notificationWords([request()], await openWords())).toEqual([
      {
        title: 'Supply air temperature (AHU-1): 31.4\u00A0°C',
        body: 'High: Supply air temperature is 13.4\u00A0°C above expected\n31.4\u00A0°C instead of the expected 18.0\u00A0°C; 16.0\u00A0°C to 20.0\u00A0°C would be normal.',
        urgent: false,
        target: { to: 'alert', alertId: 7 },
        replaces: null,
      },
    ])
  })

  it('of a whole device names the device, and no value', async () => {
    const [words] = notificationWords([request({ pointName: null, value: null, reason: null })], await openWords())
    expect(words?.title).toBe('AHU-1')
  })

  it('gives a state in its own words', async () => {
    const [words] = notificationWords([request({ value: 'On' })], await openWords())
    expect(words?.title).toBe('Supply air temperature (AHU-1): On')
  })

  it('is urgent for a critical alert only', async () => {
    const t = await openWords()
    const urgent = (['critical', 'high', 'medium', 'low'] as const).map((severity) => notificationWords([request({ severity })], t)[0]?.urgent)
    expect(urgent).toEqual([true, false, false, false])
  })

  it('stands for many alerts when more than three come at once', async () => {
    const t = await openWords()
    const many = (count: number) => notificationWords(Array.from({ length: count }, (_, index) => request({ alertId: index, pointName: `P${index}` })), t)
    expect(many(3)).toHaveLength(3)
    expect(many(4)).toEqual([{ title: '4 new alerts', body: 'P0, P1, P2', urgent: false, target: { to: 'alerts' }, replaces: null }])
  })
})
