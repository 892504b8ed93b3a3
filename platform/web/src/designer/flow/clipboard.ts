/** A copied node, kept for other flows of this browser tab, and as text for other tabs. */
import { useSyncExternalStore } from 'react';
import type { FlowNode } from './document';

const KEY = 'huiliu/node';
let kept: FlowNode | null = null;
const listeners = new Set<() => void>();

export const clipped = (): FlowNode | null => kept;

export function clip(node: FlowNode): string {
  kept = structuredClone(node);
  for (const tell of listeners) tell();
  return JSON.stringify({ [KEY]: node });
}

/** The node in a text that some designer copied; null for any other text. */
export function readClip(text: string): FlowNode | null {
  if (!text.includes(KEY)) return null;
  try {
    const node = (JSON.parse(text) as Record<string, FlowNode>)[KEY];
    return node && typeof node.id === 'string' && typeof node.type === 'string' ? node : null;
  } catch {
    return null; // somebody pasted other text
  }
}

/** Draws again when something else is copied. */
export function useClipboardKey(): string {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => kept?.id ?? '',
  );
}
