/** What a device is called: its name, or its instance where it has none. */
import type { TFunction } from 'i18next'
import type { Device } from '../../shared/domain/device.ts'

export const deviceLabel = (t: TFunction, { name, instance }: Pick<Device, 'name' | 'instance'>): string => (name === '' ? t('frame.instance', { instance }) : name)
