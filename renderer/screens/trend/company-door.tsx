/** From a trend to how its points move together: what moved with the one looked at, or all shown with each other. */
import { Button, Tooltip } from '@mantine/core'
import { IconTimeline } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { TimeRange } from '../../charts/time-range.ts'
import { correlationDoor } from '../../doors.ts'

/** What moved in more than two weeks is asked by comparing points over a period. */
const LONGEST_EVENT_MS = 14 * 86_400_000

interface CompanyDoorProps {
  readonly points: readonly number[]
  readonly focusId: number | null
  readonly range: TimeRange
}

export const CompanyDoor = ({ points, focusId, range: { fromMs, toMs } }: CompanyDoorProps) => {
  const { t } = useTranslation()
  const [only] = points
  const one = focusId ?? (points.length === 1 ? only : undefined)
  const asksOne = one !== undefined && toMs - fromMs <= LONGEST_EVENT_MS
  // To the minute, so that a live chart does not make another address every second.
  const minute = (timeMs: number): number => Math.floor(timeMs / 60_000) * 60_000
  const to = asksOne ? correlationDoor({ points: [], moved: one, fromMs: minute(fromMs), toMs: minute(toMs) }) : correlationDoor({ points })
  return (
    <Tooltip label={t(asksOne ? 'trend.movedHint' : 'trend.correlationHint')}>
      <Button variant="default" component={Link} href={to} leftSection={<IconTimeline size={15} aria-hidden="true" />}>
        {t(asksOne ? 'correlation.movedWith' : 'correlation.title')}
      </Button>
    </Tooltip>
  )
}
