/** TimeSynchronization and UTCTimeSynchronization: sets the device's clock. */
import type { ApduReader } from './apdu-reader.ts'
import type { SimDevice } from './sim-device.ts'

/** Date and time as if they were UTC, ms; NaN when they are none. */
const readDateTime = (reader: ApduReader): number => {
  const dateOk = !reader.tag() && reader.tagNumber === 10 && reader.length === 4
  const [year, month, day] = [reader.u8(), reader.u8(), reader.u8(), reader.u8()] as [number, number, number, number]
  const timeOk = !reader.tag() && reader.tagNumber === 11 && reader.length === 4
  const [hour, minute, second, hundredth] = [reader.u8(), reader.u8(), reader.u8(), reader.u8()] as [number, number, number, number]
  const sound = dateOk && timeOk && !reader.failed && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59 && second <= 59 && hundredth <= 99
  return sound ? Date.UTC(1900 + year, month - 1, day, hour, minute, second, hundredth * 10) : Number.NaN
}

/** @returns whether the clock was set. */
export const setClock = (reader: ApduReader, device: SimDevice, utc: boolean): boolean => {
  const told = readDateTime(reader)
  if (Number.isNaN(told)) return false
  device.setClock(utc ? told : told - device.utcOffsetMinutes * 60_000)
  return true
}
