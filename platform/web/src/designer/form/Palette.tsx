/** Every type of field, by group: drag it into the form, or click, or press Enter. */
import { Input } from 'antd';
import { useState } from 'react';
import type { FieldType } from '@/core/documents';
import { hasInitials } from '@/core/pinyin';
import { fields } from '@/fields';
import { useLanguage, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { useDragSource } from '../lib/dnd';
import { useT } from '../words';
import { useActions } from './context';
import { useCopying } from './copying';
import type { SourceData } from './drop';
import { freshField } from './fresh';
import { placeAfterSelection } from './store';

const GROUPS = ['basic', 'choice', 'link', 'advanced', 'layout'] as const;

export function Palette({ onAdded }: { onAdded?: () => void }) {
  const t = useT();
  const words = useWords();
  const [wanted, setWanted] = useState('');
  const matches = (type: string) => {
    const { words: name, help } = fields.get(type);
    const typed = wanted.trim().toLowerCase();
    return [type, ...Object.values(name), ...Object.values(help)].some((text) => text.toLowerCase().includes(typed)) || hasInitials(words(name), typed);
  };
  const types = fields.types().filter(matches);
  const add = useAddField();
  const shown = GROUPS.flatMap((group) => types.filter((type) => fields.get(type).group === group).sort(byName(words)));
  /** What is called so exactly, else what stands first. */
  const addFirst = () => {
    const type = shown.find((one) => words(fields.get(one).words) === wanted.trim()) ?? shown[0];
    if (wanted.trim() === '' || !type) return;
    add(type as FieldType);
    setWanted('');
    onAdded?.();
  };
  return (
    <aside className="fd-palette" aria-label={t('palette.label')}>
      <Input allowClear size="small" value={wanted} onChange={(event) => setWanted(event.target.value)} onPressEnter={(event) => !event.nativeEvent.isComposing && addFirst()} placeholder={t('palette.search')} aria-label={t('palette.search')} prefix={<Icon name="search" size={13} />} />
      <Paste onPasted={onAdded} />
      {GROUPS.map((group) => {
        const mine = shown.filter((type) => fields.get(type).group === group);
        if (mine.length === 0) return null;
        return (
          <section key={group}>
            <h4>{t(`groups.${group}`)}</h4>
            <div className="fd-palette-items">
              {mine.map((type) => (
                <Item key={type} type={type as FieldType} onAdded={onAdded} />
              ))}
            </div>
          </section>
        );
      })}
      {types.length === 0 && <p className="fd-muted">{t('palette.none')}</p>}
      <p className="fd-muted fd-palette-hint">{t('palette.hint')}</p>
    </aside>
  );
}

/** What was copied, in whichever form: it goes after the selection, as with Ctrl+V. */
export function Paste({ onPasted }: { onPasted?: (() => void) | undefined }) {
  const t = useT();
  const words = useWords();
  const { copied, paste } = useCopying();
  const [first] = copied;
  if (!first) return null;
  const name = words(first.label) || words(fields.get(first.type).words);
  const text = copied.length > 1 ? t('palette.paste_many', { name, n: copied.length }) : t('palette.paste', { name });
  const choose = () => {
    paste();
    onPasted?.();
  };
  return (
    <button type="button" className="fd-item is-paste" title={t('palette.paste_hint')} onClick={choose}>
      <Icon name="paste" size={15} />
      <span>{text}</span>
    </button>
  );
}

const byName = (words: ReturnType<typeof useWords>) => (a: string, b: string) =>
  ORDER.indexOf(a) - ORDER.indexOf(b) || words(fields.get(a).words).localeCompare(words(fields.get(b).words));

/** What people reach for first stands first; types nobody has thought of come before, by name. */
const ORDER = ['text', 'long_text', 'number', 'money', 'date', 'datetime', 'switch', 'choice', 'multi_choice', 'reference', 'member', 'department', 'subform', 'formula', 'serial', 'attachment', 'codes', 'section'];

function Item({ type, onAdded }: { type: FieldType; onAdded: (() => void) | undefined }) {
  const t = useT();
  const words = useWords();
  const add = useAddField();
  const { ref } = useDragSource(`new:${type}`, { type } satisfies SourceData);
  const { words: name, help, icon } = fields.get(type);
  const choose = () => {
    add(type);
    onAdded?.();
  };
  return (
    <button type="button" ref={ref} className="fd-item" title={words(help)} aria-label={t('palette.add', { name: words(name) })} data-type={type} onClick={choose}>
      <Icon name={icon} size={15} />
      <span>{words(name)}</span>
    </button>
  );
}

/** Puts a new field after the selection. */
export function useAddField(): (type: FieldType) => void {
  const actions = useActions();
  const language = useLanguage();
  return (type) => {
    const state = actions();
    const place = placeAfterSelection(state, type);
    state.insert(freshField(state.doc, type, place, language), place);
  };
}
