/** Light first; dark by choice, kept in this browser. */
import { useSyncExternalStore } from 'react';
import type { ThemeName } from './theme';

const STORED = 'huiliu.theme';
const listeners = new Set<() => void>();

export function currentTheme(): ThemeName {
  return localStorage.getItem(STORED) === 'dark' ? 'dark' : 'light';
}

export function changeTheme(name: ThemeName): void {
  localStorage.setItem(STORED, name);
  document.documentElement.dataset['theme'] = name;
  for (const listener of listeners) listener();
}

export function useTheme(): ThemeName {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentTheme);
}
