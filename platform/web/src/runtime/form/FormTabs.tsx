/** The tabs of a form. All of them are there, so that what is typed stays and printing has everything. */
import { useId, useState, type ReactNode } from 'react';
import type { Field } from '@/core/documents';
import { idsOf, type Part, type Tab } from '@/core/formParts';
import { useWords } from '@/ui/hooks';
import { Count, Tabs } from '@/ui/Tabs';
import { useFaulty, useFormStore, useVisibleOf } from './store';

export const isFaulty = (parts: readonly Part[], faulty: ReadonlySet<string>): boolean => idsOf(parts).some((id) => faulty.has(id));
const faultsIn = (tab: Tab, faulty: ReadonlySet<string>): number => idsOf(tab.parts).filter((id) => faulty.has(id)).length;

interface FormTabsProps {
  tabs: readonly Tab[];
  /** Whether the reader gets the field at all. */
  mayShow: (field: Field) => boolean;
  draw: (parts: readonly Part[]) => ReactNode;
}

/** A tab of which nothing is to be seen is not there. Leads to the first one in which something is wrong, unless the one that is open has something too. */
export function FormTabs({ tabs, mayShow, draw }: FormTabsProps) {
  const words = useWords();
  const id = useId();
  const store = useFormStore();
  const faulty = useFaulty(store);
  const fieldsOf = (tab: Tab) => tab.parts.flatMap((part) => part.fields.filter(mayShow).map((field) => field.id));
  const visible = new Set(useVisibleOf(store, tabs.flatMap(fieldsOf)));
  const shown = tabs.filter((tab) => fieldsOf(tab).some((field) => visible.has(field)));
  const [chosen, setChosen] = useState('');
  const [seen, setSeen] = useState(faulty);
  const current = shown.find((tab) => tab.section.id === chosen) ?? shown[0];
  if (seen !== faulty) {
    setSeen(faulty);
    const wrong = shown.find((tab) => isFaulty(tab.parts, faulty));
    if (wrong && current && !isFaulty(current.parts, faulty)) setChosen(wrong.section.id);
  }
  const strip = shown.map((tab) => ({
    key: tab.section.id,
    label: (
      <>
        {words(tab.section.label)}
        <Count n={faultsIn(tab, faulty)} />
      </>
    ),
  }));
  return (
    <div className="form-tabs">
      <Tabs label={shown.map((tab) => words(tab.section.label)).join(' · ')} tabs={strip} active={current?.section.id ?? ''} onChange={setChosen} />
      {shown.map((tab) => (
        <section key={tab.section.id} className="form-tab" role="tabpanel" aria-labelledby={`${id}-${tab.section.id}`} hidden={tab !== current}>
          <h3 className="form-section" id={`${id}-${tab.section.id}`}>{words(tab.section.label)}</h3>
          {draw(tab.parts)}
        </section>
      ))}
    </div>
  );
}
