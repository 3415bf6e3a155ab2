/** The pages of the settings, by the last part of the address. */
export const GROUPS = ['site', 'holidays', 'alerts', 'energy', 'reading', 'status'] as const
export type GroupName = (typeof GROUPS)[number]

/** `/settings/reading` is `reading`; what is unknown is the first. */
export const groupOf = (location: string): GroupName => GROUPS.find((name) => location.endsWith(`/${name}`)) ?? 'site'
