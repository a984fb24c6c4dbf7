/** Keeps the focus where it was in the list when a message goes or comes back. */
import { focusComposer } from '../composer/focus-composer.ts';

const articles = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-message-id]')];

/** The message on the screen above the one that goes, else the one below it. */
export function findNear(messageId: string): string | undefined {
  const shown = articles();
  const at = shown.findIndex(({ dataset }) => dataset['messageId'] === messageId);
  return (shown[at - 1] ?? shown[at + 1])?.dataset['messageId'];
}

/** A list that was empty needs a few frames until it shows its turns. */
const MOST_FRAMES = 20;

/** Once it is drawn; the composer when it does not come. */
export function focusMessage(messageId: string | undefined, framesLeft = MOST_FRAMES): void {
  requestAnimationFrame(() => {
    const article = articles().find(({ dataset }) => dataset['messageId'] === messageId);
    if (article) article.focus({ preventScroll: true });
    else if (messageId !== undefined && framesLeft > 0) focusMessage(messageId, framesLeft - 1);
    else focusComposer();
  });
}
