/** Light first; dark by choice, kept in this browser, and the same in all its tabs. */
import { useSyncExternalStore } from 'react';
import type { ThemeName } from './theme';

const STORED = 'huiliu.theme';
const listeners = new Set<() => void>();

export function currentTheme(): ThemeName {
  return localStorage.getItem(STORED) === 'dark' ? 'dark' : 'light';
}

export function changeTheme(name: ThemeName): void {
  localStorage.setItem(STORED, name);
  show();
}

function show(): void {
  document.documentElement.dataset['theme'] = currentTheme();
  for (const listener of listeners) listener();
}

// Told by the other tabs.
globalThis.addEventListener?.('storage', (event) => {
  if (event.key === STORED) show();
});

export function useTheme(): ThemeName {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentTheme);
}
