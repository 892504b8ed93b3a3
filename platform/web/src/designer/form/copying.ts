/** Copying what is selected, and putting in after the selection what was copied: by keys, and by a click. */
import { useMemo } from 'react';
import type { Field } from '@/core/documents';
import { useNamed, type Named } from '../lib/names';
import { clipOf, fieldsIn, pasted } from './clipboard';
import { useActions } from './context';
import { held, hold, useHeld, writeOut } from './held';
import { placeAfterSelection, type DesignState } from './store';
import { together } from './tree';

/** A section takes along what stands in it. Null where there is nothing to copy. */
export function copyFrom({ doc }: DesignState, path: string, named: readonly Named[]): string | null {
  const fields = together(doc, path);
  if (fields.length === 0) return null;
  const text = clipOf(fields, named);
  hold(text);
  return text;
}

/** Whether the text was something of ours. */
export function pasteInto(state: DesignState, text: string, named: readonly Named[]): boolean {
  const fields = pasted(text, state.doc, named);
  if (!fields?.[0]) return false;
  state.insertAll(fields, placeAfterSelection(state, fields[0].type));
  return true;
}

interface Copying {
  copy: (path: string) => void;
  paste: () => void;
  /** What a click would put in. */
  copied: readonly Field[];
}

export function useCopying(): Copying {
  const actions = useActions();
  const named = useNamed();
  const text = useHeld();
  return {
    copied: useMemo(() => fieldsIn(text), [text]),
    copy: (path) => {
      const copied = copyFrom(actions(), path, named);
      if (copied !== null) writeOut(copied);
    },
    paste: () => void pasteInto(actions(), held(), named),
  };
}
