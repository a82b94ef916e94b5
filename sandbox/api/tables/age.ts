const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** Up to which duration it is written how: in one unit, or in two as long as the smaller is not 0. */
const STEPS: readonly {below: number; unit: number; letter: string; rest?: {unit: number; letter: string}}[] = [
  {below: 2 * MINUTE, unit: SECOND, letter: 's'},
  {below: 10 * MINUTE, unit: MINUTE, letter: 'm', rest: {unit: SECOND, letter: 's'}},
  {below: 3 * HOUR, unit: MINUTE, letter: 'm'},
  {below: 8 * HOUR, unit: HOUR, letter: 'h', rest: {unit: MINUTE, letter: 'm'}},
  {below: 2 * DAY, unit: HOUR, letter: 'h'},
  {below: 8 * DAY, unit: DAY, letter: 'd', rest: {unit: HOUR, letter: 'h'}},
  {below: 2 * YEAR, unit: DAY, letter: 'd'},
  {below: 8 * YEAR, unit: YEAR, letter: 'y', rest: {unit: DAY, letter: 'd'}},
  {below: Number.POSITIVE_INFINITY, unit: YEAR, letter: 'y'},
];

/** A duration in milliseconds as kubectl prints ages: `45s`, `3m20s`, `26h`, `3d4h`, `2y10d`. */
export function humanDuration(ms: number): string {
  // clocks that differ by a second are nothing to tell; a time that lies further ahead is no age
  if (ms <= -2 * SECOND) return '<invalid>';
  const length = Math.max(0, ms);
  const {unit, letter, rest} = STEPS.find(step => length < step.below) ?? {unit: YEAR, letter: 'y'};
  const more = rest === undefined ? 0 : Math.floor((length % unit) / rest.unit);
  return `${Math.floor(length / unit)}${letter}${more > 0 ? `${more}${rest?.letter}` : ''}`;
}

/** How long before `now` a time of the API was. */
export function ageSince(time: string | null, now: Date): string {
  return time === null ? '<unknown>' : humanDuration(now.getTime() - Date.parse(time));
}
