/** Codes that once meant something and must never be given again, with what they meant. */
export const RETIRED: Readonly<Record<string, string>> = {};
