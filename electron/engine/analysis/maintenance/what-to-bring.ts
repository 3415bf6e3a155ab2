/** What to bring to a job: instruments, tools and parts that the first looks need, told from which looks they are. */
import { message, type Message } from '../../../../shared/message.ts'

const THERMOMETER = message('care.bring.thermometer')
const HYGROMETER = message('care.bring.hygrometer')
const MANOMETER = message('care.bring.manometer')
const FLOW_METER = message('care.bring.flowMeter')
const CLAMP_THERMOMETER = message('care.bring.clampThermometer')
const MULTIMETER = message('care.bring.multimeter')
const CLAMP_METER = message('care.bring.clampMeter')
const NETWORK_TESTER = message('care.bring.networkTester')
const TERMINATORS = message('care.bring.terminators')
const PROGRAM_TOOL = message('care.bring.programTool')
const PANEL_KEY = message('care.bring.panelKey')
const HAND_TOOLS = message('care.bring.handTools')
const FILTERS = message('care.bring.filters')
const BELT = message('care.bring.belt')
const SEALS = message('care.bring.seals')
const CLEANING = message('care.bring.cleaning')
const SENSOR = message('care.bring.sensor')

/** More is a van, not a bag. */
const MOST = 4

/** By the key of a look; those that need eyes and hands only are not named. */
const OF_CHECK: Readonly<Record<string, readonly Message[]>> = {
  'check.temperature': [THERMOMETER],
  'check.relativeHumidity': [HYGROMETER],
  'check.pressure': [MANOMETER],
  'check.drift.compare': [THERMOMETER],
  'check.drift.calibrate': [PROGRAM_TOOL, SENSOR],
  'check.drift.wiring': [MULTIMETER, HAND_TOOLS],
  'check.drift.meterRatio': [CLAMP_METER, PANEL_KEY],
  'check.drift.meterCompare': [CLAMP_METER, PANEL_KEY],
  'check.drift.meterLink': [MULTIMETER, PANEL_KEY],
  'check.data.fault': [MULTIMETER],
  'check.data.notANumber': [MULTIMETER],
  'check.data.outOfRange': [MULTIMETER, PROGRAM_TOOL],
  'check.data.zero': [MULTIMETER],
  'check.device.power': [MULTIMETER, PANEL_KEY],
  'check.device.cable': [NETWORK_TESTER],
  'check.schedule': [PROGRAM_TOOL],
  'check.cycling': [PROGRAM_TOOL],
  'check.alarmContact': [PANEL_KEY],
  'rule.check.heatingValveLeaks': [CLAMP_THERMOMETER, SEALS],
  'rule.check.coolingValveLeaks': [CLAMP_THERMOMETER, SEALS],
  'rule.check.reheatValveLeaks': [CLAMP_THERMOMETER, SEALS],
  'rule.check.heatingValveStuck': [PROGRAM_TOOL, SEALS],
  'rule.check.coolingValveStuck': [PROGRAM_TOOL, SEALS],
  'rule.check.reheatValveStuck': [PROGRAM_TOOL, SEALS],
  'rule.check.damperStuck': [PROGRAM_TOOL, HAND_TOOLS],
  'rule.check.damperLeaks': [HAND_TOOLS, SEALS],
  'rule.check.boxDamperStuck': [PROGRAM_TOOL, HAND_TOOLS],
  'rule.check.boxDamperLeaks': [HAND_TOOLS, SEALS],
  'rule.check.mixedSensor': [THERMOMETER],
  'rule.check.supplySensor': [THERMOMETER],
  'rule.check.returnSensor': [THERMOMETER],
  'rule.check.outdoorSensor': [THERMOMETER],
  'rule.check.zoneSensor': [THERMOMETER],
  'rule.check.waterSensor': [CLAMP_THERMOMETER],
  'rule.check.hotWaterMissing': [CLAMP_THERMOMETER],
  'rule.check.chilledWaterMissing': [CLAMP_THERMOMETER],
  'rule.check.coilFouled': [CLEANING],
  'rule.check.fanBelt': [BELT, HAND_TOOLS],
  'rule.check.filterDirty': [MANOMETER, FILTERS],
  'rule.check.pressureSensor': [MANOMETER],
  'rule.check.flowSensor': [FLOW_METER],
  'rule.check.hardwareOverride': [PANEL_KEY],
  'rule.check.softwareOverride': [PROGRAM_TOOL],
  'rule.check.loopTuning': [PROGRAM_TOOL],
  'rule.check.scheduleWrong': [PROGRAM_TOOL],
  'rule.check.economiserControl': [PROGRAM_TOOL],
  'rule.check.minimumPosition': [PROGRAM_TOOL, FLOW_METER],
  'rule.check.motorTripped': [MULTIMETER, PANEL_KEY],
  'rule.check.statusContact': [MULTIMETER],
  'rule.check.relayStuck': [MULTIMETER, PANEL_KEY],
  'rule.check.pumpBlocked': [MANOMETER, HAND_TOOLS],
  'care.do.offline': [MULTIMETER, PANEL_KEY, NETWORK_TESTER],
  'care.do.loss': [NETWORK_TESTER, TERMINATORS],
  'care.do.retries': [NETWORK_TESTER, TERMINATORS],
  'care.do.restarts': [MULTIMETER, PANEL_KEY],
  'care.do.silent': [MULTIMETER],
  'care.do.bad': [MULTIMETER, PROGRAM_TOOL],
  'care.do.noise': [MULTIMETER, HAND_TOOLS],
  'care.do.flat': [MULTIMETER, SENSOR],
  'care.do.mixing': [THERMOMETER, SENSOR],
  'care.do.weather': [THERMOMETER],
  'care.do.hunting': [PROGRAM_TOOL, SEALS],
  'care.do.cycling': [PROGRAM_TOOL, MULTIMETER],
  'care.do.schedule': [PROGRAM_TOOL],
  'care.do.approach': [CLAMP_THERMOMETER, FILTERS],
  'care.do.exchange': [CLAMP_THERMOMETER, MANOMETER, CLEANING],
  'care.do.energy': [CLAMP_METER, PANEL_KEY],
  'care.do.duplicate': [PROGRAM_TOOL],
  'care.do.overridden': [PROGRAM_TOOL, PANEL_KEY],
  'care.do.outOfService': [PROGRAM_TOOL],
  'care.do.unitless': [PROGRAM_TOOL],
}

/** For these looks, in their order, each thing once, at most four. */
export const whatToBring = (checks: readonly Message[]): readonly Message[] => [...new Set(checks.flatMap(({ key }) => OF_CHECK[key] ?? []))].slice(0, MOST)
