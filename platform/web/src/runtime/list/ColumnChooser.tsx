/** Which columns a list shows, and in which order. */
import { Button } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import type { FormDocument } from '@/core/documents';
import { firstColumns, listFields } from '@/core/systemFields';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Popup } from '@/ui/Popup';

interface ColumnChooserProps {
  form: FormDocument;
  columns: string[];
  onChange: (columns: string[]) => void;
}

export function ColumnChooser({ form, columns, onChange }: ColumnChooserProps) {
  const { t } = useTranslation();
  const words = useWords();
  const all = listFields(form).filter((field) => field.type !== 'subform');
  const label = (path: string) => words(all.find((field) => field.id === path)?.label);
  const rest = all.filter((field) => !columns.includes(field.id));
  const move = (at: number, by: -1 | 1) => {
    const next = [...columns];
    const [path] = next.splice(at, 1);
    if (path !== undefined) next.splice(at + by, 0, path);
    onChange(next);
  };
  const content = (
    <div className="columns" role="group" aria-label={t('list.columns')}>
      <div className="columns-all">
      {columns.map((path, i) => (
        <div key={path} className="columns-row">
          <label>
            <input type="checkbox" checked disabled={columns.length === 1} onChange={() => onChange(columns.filter((one) => one !== path))} />
            {label(path) || path}
          </label>
          <span>
            <button type="button" className="icon-button" disabled={i === 0} aria-label={t('list.column_up', { name: label(path) })} onClick={() => move(i, -1)}>
              <Icon name="chevron_up" size={14} />
            </button>
            <button type="button" className="icon-button" disabled={i === columns.length - 1} aria-label={t('list.column_down', { name: label(path) })} onClick={() => move(i, 1)}>
              <Icon name="chevron_down" size={14} />
            </button>
          </span>
        </div>
      ))}
      {rest.length > 0 && <div className="columns-line" />}
      {rest.map((field) => (
        <div key={field.id} className="columns-row">
          <label>
            <input type="checkbox" checked={false} onChange={() => onChange([...columns, field.id])} />
            {words(field.label)}
          </label>
        </div>
      ))}
      </div>
      <Button size="small" type="link" onClick={() => onChange(firstColumns(form))}>
        {t('list.columns_reset')}
      </Button>
    </div>
  );
  return (
    <Popup
      kind="dialog"
      trigger={(props) => (
        <Button icon={<Icon name="columns" />} {...props}>
          {t('list.columns')}
        </Button>
      )}
    >
      {() => content}
    </Popup>
  );
}
