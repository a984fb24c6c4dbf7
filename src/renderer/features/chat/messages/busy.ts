import { createContext, useContext } from 'react';

/**
 * Something is being written in this chat, so nothing else can start there. A context, so that only the buttons it switches off
 * are drawn anew, not every turn around them, in the very frame in which the first words come.
 */
export const BusyContext = createContext(false);

export const useIsBusy = (): boolean => useContext(BusyContext);
