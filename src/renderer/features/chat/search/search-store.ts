/** The search in the side bar: what is looked for, and how it is narrowed. Filters go with the query that they belong to. */
import type { SearchFilters } from '#shared/models/search.ts';
import { create } from 'zustand';
import type { Past } from './search-dates.ts';

interface SearchState {
  readonly query: string;
  readonly filters: SearchFilters;
  /** How the dates of the filters were chosen. */
  readonly span: '' | Past | 'between';
  /** Enter was pressed: the first hit opens once the hits are for what is typed. Any change takes it back. */
  readonly wantsFirst: boolean;
}

const EMPTY: SearchState = { query: '', filters: {}, span: '', wantsFirst: false };

export const useSearch = create<SearchState>(() => EMPTY);

/** The empty query ends the search. */
export const setQuery = (query: string): void => useSearch.setState(query === '' ? EMPTY : { query, wantsFirst: false });
export const setFilters = (filters: SearchFilters): void => useSearch.setState({ filters, wantsFirst: false });
export const setSpan = (span: SearchState['span']): void => useSearch.setState({ span });
export const clearFilters = (): void => useSearch.setState({ filters: {}, span: '', wantsFirst: false });
/** Nothing is wanted where nothing is looked for. */
export const wantFirst = (wantsFirst: boolean): void =>
  useSearch.setState(({ query }) => ({ wantsFirst: wantsFirst && query.trim() !== '' }));
