/** Long work under way: what it is doing, how far it is, and a cancel. */
export const JobStrip = () => null
