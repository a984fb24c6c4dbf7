import type { Thread } from '#shared/models/thread.ts';

/** Address of the view that shows threads of this kind; with the thread's id behind it, of the thread. */
export const homeOf = ({ kind }: Pick<Thread, 'kind'>): string => (kind === 'completion' ? '/playground' : '/chat');
