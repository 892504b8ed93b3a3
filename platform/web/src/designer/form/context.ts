/** Which form is being designed: its store, its app, and the other forms it may speak of. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Field, FormDocument } from '@/core/documents';
import type { Design, DesignState } from './store';
import { fieldOf } from './tree';

export interface DesignPlace {
  design: Design;
  app: string;
  id: string;
}

const PlaceContext = createContext<DesignPlace | null>(null);
export const DesignProvider = PlaceContext.Provider;

export function usePlace(): DesignPlace {
  const place = useContext(PlaceContext);
  if (!place) throw new Error('usePlace outside the form designer');
  return place;
}

export function useDesign<T>(read: (state: DesignState) => T): T {
  return useStore(usePlace().design, read);
}

/** Actions without subscribing. */
export function useActions(): () => DesignState {
  return usePlace().design.getState;
}

export const useDoc = (): FormDocument => useDesign((state) => state.doc);
export const useSelected = (): Field | null => useDesign((state) => fieldOf(state.doc, state.selected));
