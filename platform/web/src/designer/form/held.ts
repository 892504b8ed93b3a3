/** What was copied last, in this tab or another: the system's clipboard is read with its keys alone, this one by a click too. */
import { useSyncExternalStore } from 'react';

const STORED = 'huiliu.copied-fields';
const listeners = new Set<() => void>();

/** Keeps the text for a click. */
export function hold(text: string): void {
  try {
    localStorage.setItem(STORED, text);
  } catch {
    localStorage.removeItem(STORED); // too large to be kept: only the keys have it
  }
  for (const tell of listeners) tell();
}

export const held = (): string => localStorage.getItem(STORED) ?? '';

/** Draws again when something else is copied, wherever that is. */
export function useHeld(): string {
  return useSyncExternalStore((tell) => {
    listeners.add(tell);
    window.addEventListener('storage', tell);
    return () => {
      listeners.delete(tell);
      window.removeEventListener('storage', tell);
    };
  }, held);
}

/** Onto the clipboard of the system, where keys find it. By the event of copying: that works without https too, where the newer way does not. */
export function writeOut(text: string): void {
  const onCopy = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData?.setData('text/plain', text);
  };
  document.addEventListener('copy', onCopy, { capture: true });
  document.execCommand('copy');
  document.removeEventListener('copy', onCopy, { capture: true });
}
