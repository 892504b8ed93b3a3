/** Who is signed in. Pages read it with `useMe`; the shell provides it. */
import { createContext, useContext } from 'react';
import type { Me } from '@/core/wire';

const MeContext = createContext<Me | null>(null);
export const MeProvider = MeContext.Provider;

export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe outside the signed-in part');
  return me;
}
