/** What a way is called: its title, else its number; the last one catches the rest. */
import { useCallback } from 'react';
import { useWords } from '@/ui/hooks';
import { useT } from '../words';
import type { FlowNode, Way } from './document';
import { isElse } from './tree';

export function useWayName(): (node: FlowNode, way: Way, index: number) => string {
  const t = useT();
  const words = useWords();
  return useCallback((node, way, index) => words(way.title) || (isElse(node, index) ? t('flow.otherwise') : t('flow.way', { n: index + 1 })), [t, words]);
}
