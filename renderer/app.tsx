/** The console: providers around the frame, and the screens by address. */
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Route, Router, Switch } from 'wouter'
import { ErrorBoundary } from './components/error-boundary.tsx'
import { ScreenPathProvider } from './components/screen-path.tsx'
import { LoadingPanel } from './components/state-panel.tsx'
import { EngineProvider } from './engine/engine-context.tsx'
import type { OpenEngine } from './engine/open-engine.ts'
import { Frame } from './frame/frame.tsx'
import { useHashLocation, useHashSearch } from './hash-location.ts'
import { AlertsScreen } from './screens/alerts/alerts-screen.tsx'
import { FirstRunScreen } from './screens/first-run/first-run-screen.tsx'
import { HomeScreen } from './screens/overview/home-screen.tsx'
import { SettingsScreen } from './screens/settings/settings-screen.tsx'
import { NotFoundScreen } from './screens/not-found/not-found-screen.tsx'
import { cssVariables, theme } from './theme/theme.ts'

const AlertScreen = lazy(async () => ({ default: (await import('./screens/alert/alert-screen.tsx')).AlertScreen }))
const TrendScreen = lazy(async () => ({ default: (await import('./screens/trend/trend-screen.tsx')).TrendScreen }))
const CorrelationScreen = lazy(async () => ({ default: (await import('./screens/correlation/correlation-screen.tsx')).CorrelationScreen }))
const BenchmarkScreen = lazy(async () => ({ default: (await import('./screens/benchmark/benchmark-screen.tsx')).BenchmarkScreen }))
const CheckUpScreen = lazy(async () => ({ default: (await import('./screens/check-up/check-up-screen.tsx')).CheckUpScreen }))
const HealthScreen = lazy(async () => ({ default: (await import('./screens/health/health-screen.tsx')).HealthScreen }))
const NetworkScreen = lazy(async () => ({ default: (await import('./screens/network/network-screen.tsx')).NetworkScreen }))
const DeviceScreen = lazy(async () => ({ default: (await import('./screens/device/device-screen.tsx')).DeviceScreen }))
const DetectionScreen = lazy(async () => ({ default: (await import('./screens/detection/detection-screen.tsx')).DetectionScreen }))
const ObjectScreen = lazy(async () => ({ default: (await import('./screens/object/object-screen.tsx')).ObjectScreen }))
const WritesScreen = lazy(async () => ({ default: (await import('./screens/writes/writes-screen.tsx')).WritesScreen }))
const WorkScreen = lazy(async () => ({ default: (await import('./screens/work/work-screen.tsx')).WorkScreen }))
const VisitsScreen = lazy(async () => ({ default: (await import('./screens/visits/visits-screen.tsx')).VisitsScreen }))
const EnergyScreen = lazy(async () => ({ default: (await import('./screens/energy/energy-screen.tsx')).EnergyScreen }))
const MeterScreen = lazy(async () => ({ default: (await import('./screens/energy/meter-screen.tsx')).MeterScreen }))
const EfficiencyScreen = lazy(async () => ({ default: (await import('./screens/energy-efficiency/efficiency-screen.tsx')).EfficiencyScreen }))
const MetersScreen = lazy(async () => ({ default: (await import('./screens/energy-meters/meters-screen.tsx')).MetersScreen }))
const SavingsScreen = lazy(async () => ({ default: (await import('./screens/savings/savings-screen.tsx')).SavingsScreen }))
const TariffsScreen = lazy(async () => ({ default: (await import('./screens/tariffs/tariffs-screen.tsx')).TariffsScreen }))
const EnergyImportScreen = lazy(async () => ({ default: (await import('./screens/energy-import/energy-import-screen.tsx')).EnergyImportScreen }))
const RolesScreen = lazy(async () => ({ default: (await import('./screens/roles/roles-screen.tsx')).RolesScreen }))
const EquipmentScreen = lazy(async () => ({ default: (await import('./screens/equipment/equipment-screen.tsx')).EquipmentScreen }))
const PlanScreen = lazy(async () => ({ default: (await import('./screens/plan/plan-screen.tsx')).PlanScreen }))
const PointsScreen = lazy(async () => ({ default: (await import('./screens/points/points-screen.tsx')).PointsScreen }))

const Screens = () => {
  const { t } = useTranslation()
  return (
    <Suspense fallback={<LoadingPanel what={t('frame.opening')} />}>
      <Switch>
        <Route path="/" component={HomeScreen} />
        <Route path="/alert/*?" component={AlertScreen} />
        <Route path="/alerts/*?" component={AlertsScreen} />
        <Route path="/points/roles" component={RolesScreen} />
        <Route path="/points/benchmark" component={BenchmarkScreen} />
        <Route path="/points/equipment" component={EquipmentScreen} />
        <Route path="/points/*?" component={PointsScreen} />
        <Route path="/trend/correlation" component={CorrelationScreen} />
        <Route path="/trend/*?" component={TrendScreen} />
        <Route path="/network/*?" component={NetworkScreen} />
        <Route path="/check-up" component={CheckUpScreen} />
        <Route path="/health" component={HealthScreen} />
        <Route path="/device/*?" component={DeviceScreen} />
        <Route path="/object/*?" component={ObjectScreen} />
        <Route path="/detection/*?" component={DetectionScreen} />
        <Route path="/energy" component={EnergyScreen} />
        <Route path="/energy/meter/:id" component={MeterScreen} />
        <Route path="/energy/meters" component={MetersScreen} />
        <Route path="/energy/savings" component={SavingsScreen} />
        <Route path="/energy/efficiency" component={EfficiencyScreen} />
        <Route path="/energy/tariffs" component={TariffsScreen} />
        <Route path="/energy/import" component={EnergyImportScreen} />
        <Route path="/plan/:id?" component={PlanScreen} />
        <Route path="/writes" component={WritesScreen} />
        <Route path="/work/*?" component={WorkScreen} />
        <Route path="/visits/*?" component={VisitsScreen} />
        <Route path="/discover" component={FirstRunScreen} />
        <Route path="/settings/*?" component={SettingsScreen} />
        <Route component={NotFoundScreen} />
      </Switch>
    </Suspense>
  )
}

interface AppProps {
  readonly engine: OpenEngine
}

export const App = ({ engine }: AppProps) => (
  <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
    <EngineProvider session={engine.session} live={engine.live} queries={engine.queries}>
      {/* The router takes its ways of reading the address as hooks. */}
      {/* oxlint-disable-next-line react/hooks */}
      <Router hook={useHashLocation} searchHook={useHashSearch} hrefs={useHashLocation.hrefs}>
        <ScreenPathProvider>
          <Frame>
            <ErrorBoundary>
              <Screens />
            </ErrorBoundary>
          </Frame>
        </ScreenPathProvider>
      </Router>
    </EngineProvider>
    <Notifications position="bottom-right" limit={4} transitionDuration={120} />
  </MantineProvider>
)
