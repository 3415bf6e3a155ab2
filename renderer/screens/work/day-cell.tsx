/** One day of the calendar: takes tasks that are dropped on it. */
import { useState, type ReactNode } from 'react'
import { TASK_TYPE } from './task-chip.tsx'
import classes from './work.module.css'

interface DayCellProps {
  /** Local day; null = the tray of tasks without a day. */
  readonly day: string | null
  readonly label: string
  readonly className?: string | undefined
  readonly isToday?: boolean
  readonly drop: (taskId: number, day: string | null) => void
  readonly children: ReactNode
}

export const DayCell = ({ day, label, className, isToday = false, drop, children }: DayCellProps) => {
  const [over, setOver] = useState(false)
  return (
    <div
      role="group" aria-label={label} data-day={day ?? 'none'} className={[classes.cell, className, over ? classes.cellOver : undefined, isToday ? classes.today : undefined].filter(Boolean).join(' ')}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(TASK_TYPE)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false)
        const id = Number(event.dataTransfer.getData(TASK_TYPE))
        if (!Number.isInteger(id) || id < 1) return
        event.preventDefault()
        drop(id, day)
      }}
    >
      {children}
    </div>
  )
}
