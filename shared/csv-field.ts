/** Fields of CSV files (RFC 4180) that people open in a spreadsheet. Files that other programs read back must stay literal and have their own writer. */

/** What a spreadsheet would take for a formula gets an apostrophe. */
export const formulaSafe = (text: string): string => (/^[=+@\t\r]/.test(text) || /^-[^\d.]/.test(text) ? `'${text}` : text)

/** One field between commas: quoted where commas, quotes or line breaks ask for it. */
export const csvField = (text: string): string => {
  const safe = formulaSafe(text)
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
