/** The overview: what needs attention now; how the building runs; how well it is observed. Every number is a door. */
import { useScreenPath } from '../../components/screen-path.tsx'
import { Attention } from './attention.tsx'
import { DeviceTable } from './device-table.tsx'
import { Observation } from './observation.tsx'
import { RecentlyOver } from './recently-over.tsx'
import classes from './overview-screen.module.css'

export const OverviewScreen = () => {
  useScreenPath([])
  return (
    <div className={classes.screen}>
      <div className={classes.main}>
        <Attention />
        <RecentlyOver most={6} />
      </div>
      <div className={classes.side}>
        <DeviceTable />
        <Observation />
      </div>
    </div>
  )
}
