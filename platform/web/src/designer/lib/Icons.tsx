/** Choosing one icon of the set, and one colour of eight. */
import type { KeyboardEvent } from 'react';
import { Icon, NamedIcon, type IconName } from '@/ui/icons';
import { Popup } from '@/ui/Popup';
import { TINTS, tintOf, type Tint } from '@/ui/tint';
import { useT } from '../words';

/** Those that stand for a thing; the others are verbs. */
const THINGS = [
  'app', 'form', 'page', 'report', 'chart', 'ledger', 'task', 'calendar', 'clock', 'folder', 'template', 'columns',
  'users', 'user', 'building', 'store', 'briefcase', 'product', 'jxc', 'warehouse', 'stock', 'inbound', 'outbound',
  'truck', 'barcode', 'coin', 'receipt', 'calculator', 'scale', 'audit', 'flow', 'branches', 'bolt', 'repeat',
  'bell', 'send', 'globe', 'home', 'camera', 'attachment', 'tool', 'shield', 'key', 'flag', 'star', 'heart',
] as const satisfies readonly IconName[];
const COLUMNS = 8;

interface IconChoiceProps {
  id?: string;
  value: string | undefined;
  spare: IconName;
  onChange: (icon: string) => void;
}

export function IconChoice({ id, value, spare, onChange }: IconChoiceProps) {
  const t = useT();
  const chosen = value ?? spare;
  const grid = (close: () => void) => (
    <div className="fd-icons" role="radiogroup" aria-label={t('icons.label')} onKeyDown={(event) => walk(event, COLUMNS)}>
      {THINGS.map((name) => (
        <button key={name} type="button" role="radio" aria-checked={name === chosen} aria-label={t(`icons.${name}`)} title={t(`icons.${name}`)} autoFocus={name === chosen} onClick={() => (onChange(name), close())}>
          <Icon name={name} size={18} />
        </button>
      ))}
    </div>
  );
  return (
    <Popup
      kind="dialog"
      trigger={(opened) => (
        <button type="button" id={id} className="fd-icon-choice" {...opened}>
          <NamedIcon name={value} spare={spare} size={18} />
          <span>{t(`icons.${chosen}`, { defaultValue: t('icons.other') })}</span>
          <Icon name="chevron_down" size={13} />
        </button>
      )}
    >
      {grid}
    </Popup>
  );
}

interface ColorChoiceProps {
  label: string;
  value: string | undefined;
  /** What counts while none is chosen. */
  spare?: Tint;
  /** Choosing the chosen one takes it away. */
  onChange: (color: string | undefined) => void;
}

export function ColorChoice({ label, value, spare, onChange }: ColorChoiceProps) {
  const t = useT();
  const chosen = value ?? spare;
  return (
    <div className="fd-tints" role="radiogroup" aria-label={label} onKeyDown={(event) => walk(event, TINTS.length)}>
      {TINTS.map((tint) => (
        <button key={tint} type="button" role="radio" aria-checked={tint === chosen} aria-label={t(`tints.${tint}`)} title={t(`tints.${tint}`)} className={tintOf(tint)} onClick={() => onChange(tint === value || tint === spare ? undefined : tint)}>
          {tint === chosen && <Icon name="check" size={13} strokeWidth={2.6} />}
        </button>
      ))}
    </div>
  );
}

/** Arrows walk through the choices, as in any group of radio buttons. */
function walk(event: KeyboardEvent<HTMLDivElement>, columns: number): void {
  const all = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('[role=radio]')];
  const here = all.indexOf(document.activeElement as HTMLButtonElement);
  const to = { ArrowRight: here + 1, ArrowLeft: here - 1, ArrowDown: here + columns, ArrowUp: here - columns, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined || here < 0) return;
  event.preventDefault();
  event.stopPropagation();
  all[Math.min(Math.max(to, 0), all.length - 1)]?.focus();
}
