/** Who changed what, from what to what. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/locales/useTranslation';
import { api, url } from '@/core/api';
import { isRead } from '@/core/display';
import { fieldAt, type FieldValue, type FormDocument } from '@/core/documents';
import { keys } from '@/core/keys';
import { showMoment } from '@/core/moments';
import type { HistoryItem } from '@/core/wire';
import { fields } from '@/fields';
import { useLanguage, useWords } from '@/ui/hooks';
import { Failed, Loading } from '@/ui/notice';

interface RecordHistoryProps {
  app: string;
  form: FormDocument;
  id: string;
  rev: number;
}

export default function RecordHistory({ app, form, id, rev }: RecordHistoryProps) {
  const { t } = useTranslation();
  const words = useWords();
  const history = useQuery({
    queryKey: [...keys.record(app, form.id, id), 'more', 'history', rev],
    queryFn: () => api.get<{ items: HistoryItem[] }>(url`/apps/${app}/forms/${form.id}/records/${id}/history`),
    placeholderData: (before) => before,
  });
  if (history.isPending) return <Loading />;
  if (history.isError) return <Failed error={history.error} onRetry={() => void history.refetch()} />;
  if (history.data.items.length === 0) return <p className="muted record-none">{t('record.no_history')}</p>;
  return (
    <ol className="history">
      {history.data.items.map((item, i) => (
        <li key={i}>
          <div className="history-head">
            <b>{typeof item.by === 'string' ? item.by : (item.by?.name ?? t('record.system'))}</b>
            <span>{t(`event.${item.event}`, { defaultValue: item.event })}</span>
            <time dateTime={item.at}>{showMoment(item.at)}</time>
          </div>
          {item.changes.filter((change) => isShown(form, change.path)).map((change) => (
            <div className="history-change" key={change.path}>
              <span className="muted">{words(change.label)}</span>
              <Shown form={form} path={change.path} value={change.before} isOld />
              <span aria-label={t('record.became')}>→</span>
              <Shown form={form} path={change.path} value={change.after} />
            </div>
          ))}
        </li>
      ))}
    </ol>
  );
}

const fieldOf = (form: FormDocument, path: string) => fieldAt(form.fields, path.split('.').filter((part) => !/^\d+$/.test(part)).join('.'));

/** What a form keeps for itself is no news to anybody. */
function isShown(form: FormDocument, path: string): boolean {
  const field = fieldOf(form, path);
  return field === undefined || isRead(field);
}

function Shown({ form, path, value, isOld = false }: { form: FormDocument; path: string; value: FieldValue; isOld?: boolean }) {
  const language = useLanguage();
  const field = fieldOf(form, path);
  const ui = fields.get(field?.type ?? 'text');
  const text = field ? ui.text(value, field, language) : fields.get('text').text(value, { id: path, type: 'text', label: {} }, language);
  if (!text) return <span className="muted">{'—'}</span>;
  return isOld ? <del>{text}</del> : <ins>{text}</ins>;
}
