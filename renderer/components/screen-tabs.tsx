/** The parts of a screen as links in a line; each part has its own address. */
import { Link } from 'wouter'
import classes from './screen-tabs.module.css'

export interface ScreenTab {
  readonly label: string
  /** Address from `doors.ts`. */
  readonly to: string
  readonly here: boolean
}

export const ScreenTabs = ({ label, tabs }: { readonly label: string; readonly tabs: readonly ScreenTab[] }) => (
  <nav className={classes.tabs} aria-label={label}>
    {tabs.map((tab) => (
      <Link key={tab.to} href={tab.to} aria-current={tab.here ? 'page' : undefined}>
        {tab.label}
      </Link>
    ))}
  </nav>
)
