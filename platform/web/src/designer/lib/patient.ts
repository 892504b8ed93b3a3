/** `t` that calls nothing deleted while the forms in which it would be found are still on their way. */
import { useIsFetching } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useT, type T } from '../words';
import { useDesignPlace } from './place';

const COMING = '…';

export function usePatientT(): T {
  const t = useT();
  const isComing = useIsFetching({ queryKey: ['design', useDesignPlace().app, 'outline'] }) > 0;
  return useMemo(() => {
    if (!isComing) return t;
    const patient = (...given: Parameters<T>) => (given[0] === 'formula.deleted' ? COMING : t(...given));
    return patient as T; // the same function but for one word
  }, [t, isComing]);
}
