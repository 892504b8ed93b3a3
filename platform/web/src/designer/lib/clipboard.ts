/** A copied part of a drawing, kept for other documents of this browser tab, and as text for other tabs. */
import { useSyncExternalStore } from 'react';

interface Part {
  id: string;
  type: string;
}

export interface Clipboard<P extends Part> {
  clipped: () => P | null;
  /** Keeps it, and answers it as text. */
  clip: (part: P) => string;
  /** The part in a text that some designer copied; null for any other text. */
  readClip: (text: string) => P | null;
  /** Draws again when something else is copied. */
  useClipboardKey: () => string;
}

export function createClipboard<P extends Part>(key: string): Clipboard<P> {
  let kept: P | null = null;
  const listeners = new Set<() => void>();
  return {
    clipped: () => kept,
    clip: (part) => {
      kept = structuredClone(part);
      for (const tell of listeners) tell();
      return JSON.stringify({ [key]: part });
    },
    readClip: (text) => {
      if (!text.includes(key)) return null;
      try {
        const part = (JSON.parse(text) as Record<string, P>)[key];
        return part && typeof part.id === 'string' && typeof part.type === 'string' ? part : null;
      } catch {
        return null; // somebody pasted other text
      }
    },
    useClipboardKey: () =>
      useSyncExternalStore(
        (tell) => {
          listeners.add(tell);
          return () => listeners.delete(tell);
        },
        () => kept?.id ?? '',
      ),
  };
}
