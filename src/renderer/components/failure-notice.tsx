import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

export interface FailureNoticeProps {
  /** The sentence: cause and next step. */
  readonly text: string;
  readonly retryLabel: string;
  readonly onRetry: () => void;
}

/** A run that failed just now, announced at once, with the way to ask again. */
export function FailureNotice({ text, retryLabel, onRetry }: FailureNoticeProps) {
  const retry = (
    <Button size="small" onClick={onRetry}>
      {retryLabel}
    </Button>
  );
  return (
    <Notice tone="danger" role="alert" actions={retry}>
      {text}
    </Notice>
  );
}
