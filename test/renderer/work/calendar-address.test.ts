import { describe, expect, it } from 'vitest'
import { calendarAddress, parseCalendar } from '../../../renderer/screens/work/calendar-address.ts'

const TODAY = '2026-11-28'

describe('the address of the calendar of work', () => {
  it('says view and day, and gives them back', () => {
    const address = calendarAddress({ view: 'week', day: '2027-01-04' }, TODAY)
    expect(address).toBe('/work/calendar?view=week&day=2027-01-04')
    expect(parseCalendar(address.split('?')[1] ?? '', TODAY)).toEqual({ view: 'week', day: '2027-01-04' })
  })

  it('leaves out the month and today, so that it shows another today tomorrow', () => {
    expect(calendarAddress({ view: 'month', day: TODAY }, TODAY)).toBe('/work/calendar')
    expect(parseCalendar('', '2026-11-29')).toEqual({ view: 'month', day: '2026-11-29' })
  })

  it.each(['view=year&day=2026-13-01', 'day=2026-02-30', 'day=yesterday&view=', 'day=<script>'])('shows the month of today where it is not understood: %s', (search) => {
    expect(parseCalendar(search, TODAY)).toEqual({ view: 'month', day: TODAY })
  })
})
