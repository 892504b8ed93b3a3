/** The options of a choice: one a line, or a whole column pasted at once. */
import { Button, Input } from 'antd';
import { useRef, useState } from 'react';
import type { ChoiceField, MultiChoiceField, Option } from '@/core/documents';
import { useLanguage, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Menu } from '@/ui/Menu';
import { useFocusNew } from '../../lib/use-focus-new';
import { useT } from '../../words';
import { nextOptionId, readOptions, withPasted } from './options-text';
import type { SettingProps } from './setting';

export const COLOURS = ['', 'green', 'blue', 'orange', 'red', 'gray'] as const;

export function Options({ field, patch }: SettingProps<ChoiceField> | SettingProps<MultiChoiceField>) {
  const t = useT();
  const words = useWords();
  const language = useLanguage();
  const [isText, setText] = useState(false);
  const { options } = field;
  const put = (next: Option[]) => patch({ options: next });
  const change = (at: number, next: Partial<Option>) => put(options.map((one, index) => (index === at ? clean({ ...one, ...next }) : one)));
  const move = (at: number, by: number) => {
    const next = [...options];
    const [one] = next.splice(at, 1);
    next.splice(Math.max(0, at + by), 0, one!);
    put(next);
  };
  const rows = useRef<HTMLDivElement>(null);
  const begun = useRef(new Set<string>());
  const goOn = useFocusNew(rows, options.length);
  const add = (at: number) => {
    const id = nextOptionId(options);
    goOn();
    begun.current.add(id);
    put([...options.slice(0, at), { id, label: { [language]: '' } }, ...options.slice(at)]);
  };
  /** One that was begun here and left without a name is none. */
  const leave = (option: Option) => {
    const isNamed = Object.values(option.label).some(Boolean);
    if (begun.current.delete(option.id) && !isNamed) put(options.filter((one) => one.id !== option.id));
  };
  if (isText) return <AsText options={options} onApply={put} onClose={() => setText(false)} />;
  return (
    <div className="fd-options" ref={rows}>
      {options.map((option, at) => (
        <div className="fd-option" key={option.id}>
          <Colour value={option.color ?? ''} onChange={(color) => change(at, { color })} />
          <Input
            size="small"
            value={option.label[language] ?? words(option.label)}
            placeholder={t('set.option', { n: at + 1 })}
            aria-label={t('set.option', { n: at + 1 })}
            onChange={(event) => change(at, { label: { ...option.label, [language]: event.target.value } })}
            onBlur={() => leave(option)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.nativeEvent.isComposing) add(at + 1);
              else if (event.altKey && event.key === 'ArrowUp') move(at, -1);
              else if (event.altKey && event.key === 'ArrowDown') move(at, 1);
            }}
            onPaste={(event) => {
              const text = event.clipboardData.getData('text/plain');
              if (!text.trim().includes('\n')) return;
              event.preventDefault();
              put(withPasted(text, options, language));
            }}
          />
          <button type="button" className="icon-button" aria-label={t('set.remove_option', { name: words(option.label) })} onClick={() => put(options.filter((_, index) => index !== at))}>
            <Icon name="close" size={13} />
          </button>
        </div>
      ))}
      <div className="fd-row">
        <Button size="small" type="link" icon={<Icon name="add" size={13} />} onClick={() => add(options.length)}>
          {t('set.add_option')}
        </Button>
        <Button size="small" type="link" onClick={() => setText(true)}>
          {t('set.paste_options')}
        </Button>
      </div>
    </div>
  );
}

function clean(option: Option): Option {
  const { color, ...rest } = option;
  return color ? { ...rest, color } : rest;
}

function AsText({ options, onApply, onClose }: { options: readonly Option[]; onApply: (next: Option[]) => void; onClose: () => void }) {
  const t = useT();
  const words = useWords();
  const language = useLanguage();
  const [text, setText] = useState(options.map((option) => words(option.label)).join('\n'));
  return (
    <div className="fd-options">
      <Input.TextArea autoFocus value={text} autoSize={{ minRows: 4, maxRows: 14 }} onChange={(event) => setText(event.target.value)} aria-label={t('set.paste_options')} />
      <div className="fd-hint">{t('set.paste_hint')}</div>
      <div className="fd-row">
        <Button
          size="small"
          type="primary"
          onClick={() => {
            onApply(readOptions(text, options, language, true));
            onClose();
          }}
        >
          {t('set.apply')}
        </Button>
        <Button size="small" onClick={onClose}>
          {t('set.cancel')}
        </Button>
      </div>
    </div>
  );
}

function Colour({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useT();
  const items = COLOURS.map((colour) => ({ key: colour || 'none', label: <i className={`fd-colour is-${colour || 'none'}`} /> }));
  return (
    <Menu
      side="left"
      className="fd-colours"
      items={items}
      onChoose={(key) => onChange(key === 'none' ? '' : key)}
      trigger={(opened) => (
        <button type="button" className="fd-colour-button" aria-label={t('set.option_color')} title={t('set.option_color')} {...opened}>
          <i className={`fd-colour is-${value || 'none'}`} />
        </button>
      )}
    />
  );
}
