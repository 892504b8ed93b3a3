/** The list on a phone: a card per record. */
import { Button } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import type { Field, FormDocument } from '@/core/documents';
import type { RecordSummary } from '@/core/wire';
import { fields } from '@/fields';
import { useLanguage, useWords } from '@/ui/hooks';
import { StateTag } from '@/ui/state-tag';
import { valueOf } from './values';

interface RecordCardsProps {
  form: FormDocument;
  columns: Field[];
  rows: RecordSummary[];
  onOpen: (id: string) => void;
  records: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

const LINES = 4;

export function RecordCards({ form, columns, rows, onOpen, records }: RecordCardsProps) {
  const { t } = useTranslation();
  const words = useWords();
  const language = useLanguage();
  const lines = columns.filter((field) => field.id !== '$state' && field.id !== form.title_field).slice(0, LINES);
  return (
    <div className="list-cards">
      {rows.map((row) => (
        <button type="button" key={row.id} className="list-card" onClick={() => onOpen(row.id)}>
          <span className="list-card-head">
            <b>{row.title || t('list.untitled')}</b>
            <StateTag state={row.state} />
          </span>
          {lines.map((field) => {
            const text = fields.get(field.type).text(valueOf(row, field.id), field, language);
            return text && (
              <span key={field.id} className="list-card-line">
                <span className="muted">{words(field.label)}</span>
                <span>{text}</span>
              </span>
            );
          })}
        </button>
      ))}
      {records.hasNextPage && (
        <Button block loading={records.isFetchingNextPage} onClick={() => void records.fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
    </div>
  );
}
