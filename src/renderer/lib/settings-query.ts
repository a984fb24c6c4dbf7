/** What the settings page is asked for; set from elsewhere by whoever leads to a setting. */
import { create } from 'zustand';

export const useSettingsQuery = create<{ readonly query: string }>(() => ({ query: '' }));

export const setSettingsQuery = (query: string): void => useSettingsQuery.setState({ query });
