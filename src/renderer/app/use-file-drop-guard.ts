/** A file dropped beside the place that takes it would make the browser open it instead of this page, with every unsent word. */
import { useEffect } from 'react';

function refuse(event: DragEvent): void {
  // A place that takes files has claimed the event by now: it is nearer to the pointer than the window.
  if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'none';
}

/** Refuses files where nothing takes them. Once a window. */
export function useFileDropGuard(): void {
  useEffect(() => {
    window.addEventListener('dragover', refuse);
    window.addEventListener('drop', refuse);
    return () => {
      window.removeEventListener('dragover', refuse);
      window.removeEventListener('drop', refuse);
    };
  }, []);
}
