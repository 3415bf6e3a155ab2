/**
 * Benchmarks that come with the program: medians of site energy by floor area of buildings in the United States, all energy carriers together, from "U.S. Energy Use Intensity by Property Type"
 * (ENERGY STAR Portfolio Manager Technical Reference, 2018; from the CBECS survey). Other climates and countries differ: people change them or add their own.
 */
import type { Benchmark } from './efficiency.ts'

const SOURCE = 'ENERGY STAR Portfolio Manager: U.S. Energy Use Intensity by Property Type (median, site)'
/** 1 kBtu/ft2 in kWh/m2. */
const KWH_PER_M2 = 3.154_591

/** Site energy, kBtu/ft2 a year. */
const MEDIANS = {
  office: 52.9, bankBranch: 88.3, school: 48.5, preSchool: 64.8, college: 84.3, vocationalSchool: 52.4, meetingHall: 56.1, recreation: 50.8, entertainment: 56.2, worship: 30.5, library: 71.6,
  courthouse: 101.2, hospital: 234.3, medicalOffice: 51.2, seniorLiving: 99, hotel: 63, residenceHall: 57.9, multifamily: 59.6, retail: 51.4, supermarket: 196, restaurant: 325.6, laboratory: 115.3,
  warehouse: 22.7, coldStore: 84.1,
} as const

export const SHIPPED_BENCHMARKS: readonly Benchmark[] = Object.entries(MEDIANS).map(([kind, median]) => ({ kind, name: '', typical: Math.round(median * KWH_PER_M2), good: null, source: SOURCE, shipped: true }))
