/** Ctrl-K: everywhere one may go, everything one may begin, and records by their words; by keys alone. */
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useNavigate, useParams } from 'react-router';
import { useLanguage, useSettled } from '@/ui/hooks';
import { Icon, NamedIcon } from '@/ui/icons';
import { tintOf } from '@/ui/tint';
import { changeTheme, useTheme } from '@/ui/use-theme';
import { bring } from '@/locales';
import { useSwitchLanguage } from '../account';
import { startTour } from '../tour/steps';
import { answering, grouped, remembered, type Command } from './commands';
import { useCommands, useFound } from './use-commands';
import words from './palette.words.json';
import './palette.css';

bring(words);

const STORED = 'huiliu.recent';
const SETTLE_MS = 180;

export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const { app } = useParams();
  const list = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const settled = useSettled(words.trim(), SETTLE_MS);
  const commands = useCommands(app);
  const { records, isLooking, isPartial } = useFound(settled, app);
  const run = useRun(onClose);
  useEffect(() => {
    const node = dialog.current;
    node?.showModal();
    return () => node?.close();
  }, []);
  const groups = grouped(words.trim() ? [...answering(commands, words), ...records] : resting(commands));
  const shown = groups.flatMap((one) => one.commands);
  const active = shown[Math.min(at, shown.length - 1)];
  const optionId = (command: Command) => `${list}-${shown.indexOf(command)}`;
  useEffect(() => {
    document.getElementById(`${list}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [list, at]);
  const onKey = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + PAGE, PageUp: at - PAGE }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const last = shown.length - 1;
      setAt(event.key.startsWith('Page') ? Math.min(Math.max(to, 0), last) : to < 0 ? last : to > last ? 0 : to);
    } else if (event.key === 'Enter' && active && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(active);
    }
  };
  return (
    <dialog ref={dialog} className="palette" aria-label={t('palette.title')} onCancel={onClose} onClick={(event) => event.target === dialog.current && onClose()}>
      <div className="palette-head">
        <Icon name="search" size={18} />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={active ? optionId(active) : undefined}
          aria-label={t('palette.title')}
          placeholder={t('palette.placeholder')}
          value={words}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setWords(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
        {isLooking && <i className="button-wait" aria-hidden="true" />}
      </div>
      <div role="listbox" id={list} aria-label={t('palette.title')} className="palette-list">
        {groups.map((one) => (
          <div key={one.group} role="group" aria-labelledby={`${list}-${one.group}`}>
            <div className="palette-group" id={`${list}-${one.group}`}>{t(`palette.${one.group}`)}</div>
            {one.commands.map((command) => (
              <div key={`${one.group}/${command.id}`} id={optionId(command)} role="option" aria-selected={command === active} className="palette-option" onClick={() => run(command)} onMouseMove={() => setAt(shown.indexOf(command))}>
                <span className={`palette-icon ${tintOf(command.tint)}`}><NamedIcon name={command.icon} spare={command.spare} size={17} /></span>
                <span className="palette-title">{command.title}</span>
                <span className="palette-hint">{command.hint}</span>
              </div>
            ))}
          </div>
        ))}
      </div>
      {shown.length === 0 && !isLooking && <p className="palette-none">{t('palette.none')}</p>}
      <p className="palette-foot">
        <span className="wide-only"><kbd>↑</kbd><kbd>↓</kbd> {t('palette.choose')} <kbd>Enter</kbd> {t('palette.go')} <kbd>Esc</kbd> {t('close')}</span>
        <span role="status">{words.trim() ? t(isPartial ? 'palette.partial' : 'palette.count', { n: shown.length }) : ''}</span>
      </p>
    </dialog>
  );
}

const PAGE = 8;
const FIRST_ACTIONS = 5;

/** While nothing is typed: where one was last, and some of what can be done. */
function resting(commands: readonly Command[]): Command[] {
  const recent = readRecent().flatMap((to) => commands.find((one) => one.to === to) ?? []);
  const actions = commands.filter((one) => one.group === 'action').slice(0, FIRST_ACTIONS);
  const places = commands.filter((one) => one.group === 'place' && !recent.includes(one)).slice(0, PAGE);
  return [...recent.map((one): Command => ({ ...one, group: 'recent' })), ...places, ...actions];
}

function readRecent(): string[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(STORED) ?? '[]');
    return Array.isArray(read) ? read.filter((one): one is string => typeof one === 'string') : [];
  } catch {
    return []; // somebody else wrote there
  }
}

function useRun(onClose: () => void): (command: Command) => void {
  const navigate = useNavigate();
  const language = useLanguage();
  const theme = useTheme();
  const switchLanguage = useSwitchLanguage();
  return ({ to, group }) => {
    onClose();
    if (to === '!theme') changeTheme(theme === 'dark' ? 'light' : 'dark');
    else if (to === '!language') switchLanguage(language === 'en' ? 'zh-CN' : 'en');
    else if (to === '!tour') {
      startTour();
      void navigate('/');
    }
    else {
      if (group !== 'record') localStorage.setItem(STORED, JSON.stringify(remembered(readRecent(), to)));
      void navigate(to);
    }
  };
}
