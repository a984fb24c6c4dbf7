/** What a key means in the list of chats. Pure; `thread-list.tsx` does it. */
export type ListKeyAction =
  | { readonly do: 'focus'; readonly to: 'next' | 'previous' | 'first' | 'last'; readonly isExtending: boolean }
  | { readonly do: 'toggle' | 'all' | 'end' | 'rename' | 'remove' | 'cut' | 'paste' | 'open' | 'close' }
  | { readonly do: 'shift'; readonly by: -1 | 1 };

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const MOVES: Readonly<Record<string, 'next' | 'previous' | 'first' | 'last'>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
};
const PLAIN: Readonly<Record<string, 'toggle' | 'end' | 'rename' | 'remove' | 'open' | 'close'>> = {
  ' ': 'toggle',
  Escape: 'end',
  F2: 'rename',
  Delete: 'remove',
  ArrowRight: 'open',
  ArrowLeft: 'close',
};
const WITH_CONTROL: Readonly<Record<string, 'toggle' | 'all' | 'cut' | 'paste'>> = { ' ': 'toggle', a: 'all', x: 'cut', v: 'paste' };

export function listKeyAction({ key, ctrlKey, metaKey, shiftKey, altKey }: Keys): ListKeyAction | null {
  const move = MOVES[key];
  if (altKey) return move === 'next' || move === 'previous' ? { do: 'shift', by: move === 'next' ? 1 : -1 } : null;
  if (move) return { do: 'focus', to: move, isExtending: shiftKey };
  const action = ctrlKey || metaKey ? WITH_CONTROL[key.toLowerCase()] : shiftKey ? undefined : PLAIN[key];
  return action ? { do: action } : null;
}
