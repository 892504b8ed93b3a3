/** Which document is being designed, and the form that its conditions and formulas speak of. */
import { createContext, useContext } from 'react';
import { url } from '@/core/api';

export interface DesignPlace {
  app: string;
  kind: string;
  id: string;
  /** The form of the records it is about: pickers of values ask there. */
  form: string;
  /** Where its draft is asked for, if it is no document of its own. */
  at?: string;
}

const PlaceContext = createContext<DesignPlace | null>(null);
export const DesignPlaceProvider = PlaceContext.Provider;

export function useDesignPlace(): DesignPlace {
  const place = useContext(PlaceContext);
  if (!place) throw new Error('useDesignPlace outside a designer');
  return place;
}

export const pathOfDocument = ({ app, kind, id, at }: Pick<DesignPlace, 'app' | 'kind' | 'id' | 'at'>): string => at ?? url`/apps/${app}/documents/${kind}/${id}`;
