/** "3 days ago", "5 minutes ago", "now": how long ago something was, in the largest unit of which there is a whole one. */
const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** Both times in epoch milliseconds; a clock that was set back makes no future of it. */
export function timeAgo(at: number, now: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const ms = Math.max(0, now - at);
  const [unit, size] = UNITS.find(([, least]) => ms >= least) ?? (['second', Infinity] as const);
  return format.format(-Math.floor(ms / size), unit);
}
