/** Submitting a document whose initiator says who approves it: the server asks, a dialog answers, it is sent again. */
import { useState, type ReactNode } from 'react';
import { late } from '@/ui/late';
import { nodesToChoose, type NodeToChoose } from './choosing';

const ChooseDialog = late(async () => (await import('./ChooseDialog')).default);

export type Choose = Record<string, string[]>;

interface Choosing {
  /** Whether that was the question; then `again` is called once it is answered. */
  asks: (cause: unknown, again: (choose: Choose) => void) => boolean;
  dialog: ReactNode;
}

export function useChoosing(): Choosing {
  const [asked, setAsked] = useState<{ nodes: NodeToChoose[]; again: (choose: Choose) => void } | null>(null);
  const asks: Choosing['asks'] = (cause, again) => {
    const nodes = nodesToChoose(cause);
    if (nodes) setAsked({ nodes, again });
    return nodes !== null;
  };
  const choose = (people: Choose) => {
    setAsked(null);
    asked?.again(people);
  };
  const dialog = asked && (
    <ChooseDialog nodes={asked.nodes} onClose={() => setAsked(null)} onChoose={choose} />
  );
  return { asks, dialog };
}
