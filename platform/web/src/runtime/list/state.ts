/** What a list shows: kept for the session, so that coming back from a record finds it as it was. */
import { useCallback, useState } from 'react';
import type { FormDocument, Sort } from '@/core/documents';
import { fromCondition, NO_FILTER, toCondition, type Filter } from '@/core/filters';
import { firstColumns, listField } from '@/core/systemFields';
import type { SavedView } from '@/core/wire';

export interface ListState {
  view: string | null;
  columns: string[];
  filter: Filter;
  sort: Sort[];
  search: string;
  isBin: boolean;
}

export function firstState(form: FormDocument): ListState {
  return { view: null, columns: firstColumns(form), filter: NO_FILTER, sort: form.list?.sort ?? [], search: '', isBin: false };
}

export function ofView(form: FormDocument, view: SavedView): ListState {
  const first = firstState(form);
  const { content } = view;
  return {
    ...first,
    view: view.id,
    columns: known(form, content.columns) ?? first.columns,
    filter: fromCondition(content.filter) ?? NO_FILTER,
    sort: content.sort?.length ? content.sort : first.sort,
    search: content.search ?? '',
  };
}

export function toContent(state: ListState): SavedView['content'] {
  const filter = toCondition(state.filter);
  return { columns: state.columns, sort: state.sort, ...(filter ? { filter } : {}), ...(state.search ? { search: state.search } : {}) };
}

/** Columns of fields that are gone, or hidden from me, are left out. */
function known(form: FormDocument, columns: string[] | undefined): string[] | undefined {
  const left = columns?.filter((path) => listField(form, path));
  return left?.length ? left : undefined;
}

const placeOf = (app: string, form: FormDocument) => `huiliu.list.${app}.${form.id}`;

/** As it was left, or as it begins. */
export function stateOf(app: string, form: FormDocument): ListState {
  const first = firstState(form);
  const kept = read(placeOf(app, form));
  return kept ? { ...first, ...kept, columns: known(form, kept.columns) ?? first.columns } : first;
}

export function useListState(app: string, form: FormDocument): [ListState, (change: Partial<ListState>) => void] {
  const place = placeOf(app, form);
  const [state, setState] = useState(() => stateOf(app, form));
  const change = useCallback(
    (part: Partial<ListState>) =>
      setState((before) => {
        const next = { ...before, ...part };
        sessionStorage.setItem(place, JSON.stringify(next));
        return next;
      }),
    [place],
  );
  return [state, change];
}

function read(place: string): Partial<ListState> | null {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? 'null') as Partial<ListState> | null; // written above
  } catch {
    return null;
  }
}
