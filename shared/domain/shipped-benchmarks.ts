/**
 * Benchmarks that come with the program, site energy by floor area, all energy carriers together: medians of buildings in the United States from "U.S. Energy Use Intensity by Property Type"
 * (ENERGY STAR Portfolio Manager Technical Reference, 2018; from the CBECS survey), the mean of food service buildings there by the survey itself, and typical buildings in the United Kingdom by CIBSE TM46:2008 (electricity and fuels added up).
 * Other climates and countries differ: people change them or add their own.
 */
import type { Benchmark } from './efficiency.ts'

const US_SOURCE = 'ENERGY STAR Portfolio Manager: U.S. Energy Use Intensity by Property Type (median, site)'
/** 1 kBtu/ft2 in kWh/m2. */
const KWH_PER_M2 = 3.154_591

/** Site energy, kBtu/ft2 a year, read in the published table. */
const US_MEDIANS = { office: 52.9, bankBranch: 88.3, school: 48.5, preSchool: 64.8, college: 84.3, vocationalSchool: 52.4, meetingHall: 56.1, recreation: 50.8, entertainment: 56.2, worship: 30.5 } as const

/** Of the same table by its rows as they are known to us; not held against the published text yet. */
const US_UNVERIFIED = {
  library: 71.6, courthouse: 101.2, hospital: 234.3, medicalOffice: 51.2, seniorLiving: 99, hotel: 63, residenceHall: 57.9, multifamily: 59.6, retail: 51.4, supermarket: 196, laboratory: 115.3,
  warehouse: 22.7, coldStore: 84.1,
} as const

/** Means of a survey where no median could be held against its source, kBtu/ft2 a year. */
const US_MEANS = { restaurant: 263 } as const
const US_MEAN_SOURCE = 'U.S. Energy Information Administration, CBECS 2018: food service buildings (mean, site)'

/** Electricity and fossil fuels, kWh/m2 a year. */
const UK_TYPICAL = { ukOffice: [95, 120], ukCultural: [70, 200], ukSwimming: [245, 1_130], ukDrySports: [95, 330], ukPublicLight: [20, 105], ukSchool: [40, 150] } as const

const UNVERIFIED: ReadonlySet<string> = new Set(Object.keys(US_UNVERIFIED))

export const SHIPPED_BENCHMARKS: readonly Benchmark[] = [
  ...Object.entries({ ...US_MEDIANS, ...US_UNVERIFIED }).map(([kind, median]) => ({ kind, name: '', typical: Math.round(median * KWH_PER_M2), good: null, source: US_SOURCE, shipped: true })),
  ...Object.entries(US_MEANS).map(([kind, mean]) => ({ kind, name: '', typical: Math.round(mean * KWH_PER_M2), good: null, source: US_MEAN_SOURCE, shipped: true })),
  ...Object.entries(UK_TYPICAL).map(([kind, [electricity, fuels]]) => ({ kind, name: '', typical: electricity + fuels, good: null, source: `CIBSE TM46:2008 (electricity ${electricity}, fuels ${fuels.toLocaleString('en')})`, shipped: true })),
]

/** A value that came with the program and was not held against its source. One that a person set is theirs. */
export const isUnverified = ({ kind, shipped }: Benchmark): boolean => shipped && UNVERIFIED.has(kind)
