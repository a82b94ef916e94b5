/** Now, as Kubernetes writes times. */
export const timeOf = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;
