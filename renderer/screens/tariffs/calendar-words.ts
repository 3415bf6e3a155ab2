/** Days and months as the keys of their names: `tariffs.day.0` is Monday, `tariffs.month.1` January. */

export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const
export const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const
