/** Every change becomes a draft on the server soon after; a draft that somebody else changed is never overwritten unasked. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { api, ApiError } from '@/core/api';
import { pathOfDocument, useDesignPlace } from './place';

export interface Draft<D> {
  content: D;
  rev: number;
  published: number | null;
}

export type SaveState = 'saved' | 'dirty' | 'saving' | 'failed' | 'conflict';

export interface Autosave {
  state: SaveState;
  /** Saves what is not saved yet and answers the draft's revision; throws when it cannot. */
  flush: () => Promise<number>;
  takeTheirs: () => Promise<void>;
  keepMine: () => Promise<void>;
}

const REST_MS = 900;

/** What is saved: a document, and how another takes its place. */
export interface Designed<D> {
  doc: D;
  load: (doc: D) => void;
}

export function useAutosave<D>(design: Pick<StoreApi<Designed<D>>, 'getState' | 'subscribe'>, opened: Draft<D>): Autosave {
  const [state, setState] = useState<SaveState>('saved');
  const rev = useRef(opened.rev);
  const saved = useRef(design.getState().doc);
  const running = useRef<Promise<number> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const path = `${pathOfDocument(useDesignPlace())}/draft`;

  const send = useCallback(async (): Promise<number> => {
    while (design.getState().doc !== saved.current) {
      const doc = design.getState().doc;
      setState('saving');
      const answer = await api.put<Draft<D>>(path, { content: doc, rev: rev.current });
      rev.current = answer.rev;
      saved.current = doc;
    }
    setState('saved');
    return rev.current;
  }, [design, path]);

  const flush = useCallback(async (): Promise<number> => {
    clearTimeout(timer.current);
    running.current ??= send().finally(() => {
      running.current = null;
    });
    try {
      return await running.current;
    } catch (cause) {
      setState(cause instanceof ApiError && cause.code === 'stale_revision' ? 'conflict' : 'failed');
      throw cause;
    }
  }, [send]);

  const load = useCallback(async (): Promise<Draft<D>> => {
    const draft = await api.get<Draft<D>>(path);
    rev.current = draft.rev;
    return draft;
  }, [path]);

  useEffect(() => {
    const stop = design.subscribe((now, before) => {
      if (now.doc === before.doc || now.doc === saved.current) return;
      setState((old) => (old === 'conflict' ? old : 'dirty'));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush().catch(() => undefined), REST_MS); // the state says so
    });
    return () => {
      stop();
      if (design.getState().doc !== saved.current) void flush().catch(() => undefined);
    };
  }, [design, flush]);
  useLeaveWarning(state !== 'saved');

  return {
    state,
    flush,
    takeTheirs: async () => {
      const draft = await load();
      saved.current = draft.content;
      design.getState().load(draft.content);
      setState('saved');
    },
    keepMine: async () => {
      await load();
      await flush();
    },
  };
}

function useLeaveWarning(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isNeeded]);
}
