/** A part of a screen: a heading, something beside it, and what it holds. Lines, no boxes. */
import { useId, type ReactNode } from 'react'
import classes from './section.module.css'

interface SectionProps {
  readonly title: string
  readonly aside?: ReactNode
  readonly className?: string
  readonly children: ReactNode
}

export const Section = ({ title, aside, className, children }: SectionProps) => {
  const headingId = useId()
  return (
    <section className={className === undefined ? classes.section : `${classes.section} ${className}`} aria-labelledby={headingId}>
      <div className={classes.head}>
        <h2 id={headingId} className={classes.title}>
          {title}
        </h2>
        {aside !== undefined && <div className={classes.aside}>{aside}</div>}
      </div>
      {children}
    </section>
  )
}
