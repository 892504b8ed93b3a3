/** A field on the canvas: what it will look like, without being it. */
import type { Field } from '@/core/documents';
import { useWords } from '@/ui/hooks';
import { Icon, type IconName } from '@/ui/icons';
import { useT } from '../words';
import { FormulaWords } from '../lib/FormulaWords';

const SHOWN_OPTIONS = 4;

export function Sketch({ field }: { field: Field }) {
  const words = useWords();
  const t = useT();
  const hint = words(field.placeholder);
  switch (field.type) {
    case 'section':
      if (field.style === 'tab') return <span className="fd-muted">{t('canvas.tab')}</span>;
      return field.collapsed ? <span className="fd-muted">{t('canvas.collapsed')}</span> : null;
    case 'long_text':
      return <Box text={hint} isTall />;
    case 'formula':
      return (
        <div className="fd-sketch fd-sketch-computed">
          <span className="fd-fx">ƒ</span>
          <FormulaWords text={field.formula} />
        </div>
      );
    case 'switch':
      return <span className="fd-sketch-switch" aria-hidden="true" />;
    case 'choice':
    case 'multi_choice':
      if (field.type === 'choice' && field.style !== 'radio') return <Box text={hint || words(field.options[0]?.label)} icon="chevron_down" />;
      return (
        <div className="fd-sketch-options" aria-hidden="true">
          {field.options.slice(0, SHOWN_OPTIONS).map((option) => (
            <span key={option.id} className={field.type === 'choice' ? 'is-round' : ''}>
              {words(option.label)}
            </span>
          ))}
          {field.options.length > SHOWN_OPTIONS && <em>+{field.options.length - SHOWN_OPTIONS}</em>}
        </div>
      );
    case 'number':
    case 'money':
      return <Box text={hint || (field.type === 'money' ? '0.00' : '0')} unit={field.type === 'money' ? (field.currency ?? 'CNY') : field.percent ? '%' : field.unit} isRight />;
    default:
      return <Box text={hint} icon={ICONS[field.type]} />;
  }
}

const ICONS: Partial<Record<Field['type'], IconName>> = {
  date: 'calendar', datetime: 'calendar', reference: 'search', member: 'user', department: 'building', attachment: 'upload', serial: 'key',
};

interface BoxProps {
  text: string;
  icon?: IconName | undefined;
  unit?: string | undefined;
  isTall?: boolean;
  isRight?: boolean;
}

function Box({ text, icon, unit, isTall = false, isRight = false }: BoxProps) {
  return (
    <div className={`fd-sketch${isTall ? ' is-tall' : ''}${isRight ? ' is-right' : ''}`} aria-hidden="true">
      <span className="fd-sketch-text">{text}</span>
      {unit && <em>{unit}</em>}
      {icon && <Icon name={icon} size={14} />}
    </div>
  );
}
