export interface ProgressBarProps {
  readonly label: string;
  /** 0…1; null when nobody knows. */
  readonly fraction: number | null;
}

export function ProgressBar({ label, fraction }: ProgressBarProps) {
  return (
    <progress
      aria-label={label}
      max={1}
      {...(fraction === null ? {} : { value: fraction })}
      className="h-1 w-full appearance-none overflow-hidden rounded-full bg-line [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
    />
  );
}
