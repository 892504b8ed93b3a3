/** A form made of an Excel file: look at the columns, change what was guessed, then the rows come in. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useNavigate, useParams } from 'react-router';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import type { components } from '@/generated/api';
import { useAppDetail, useApps } from '@/runtime/queries';
import { useLanguage, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { late } from '@/ui/late';
import { Working } from '@/ui/notice';
import { Card, Page } from '@/ui/page';
import { useToast } from '@/ui/toast';
import { bring } from '@/locales';
import { suggestedKey } from '../NameAndKey';
import { Columns } from './Columns';
import { formOf, namedColumns, namedTwice, suggested, taken, titleOf, type Chosen } from './plan';
import words from './excel.words.json';
import importWords from '@/runtime/list/import.words.json';
import './excel.css';

bring(words);
bring(importWords);

const JobDialog = late(async () => (await import('@/runtime/list/JobDialog')).default);
type Workbook = components['schemas']['Workbook'];

interface Read {
  file: File;
  rows: number;
}
interface Made {
  app: string;
  form: string;
  job: string;
}

/** Of a new app, or with `:app` of that one. */
export function FromExcelPage() {
  const { t } = useTranslation();
  const words = useWords();
  const navigate = useNavigate();
  const { app } = useParams();
  const detail = useAppDetail(app);
  const [read, setRead] = useState<Read | null>(null);
  const [columns, setColumns] = useState<Chosen[]>([]);
  const [title, setTitle] = useState('');
  const [made, setMade] = useState<Made | null>(null);
  const toast = useToast();
  const reading = useMutation({
    mutationFn: (file: File) => api.upload<Workbook>('/workbooks/read', file, app ? { app } : {}),
    onSuccess: (book, file) => {
      setRead({ file, rows: book.rows });
      setColumns(suggested(book.columns));
      setTitle(titleOf(file.name));
    },
    onError: toast.failed,
  });
  const making = useMaking(app, setMade);
  const isReady = title.trim() !== '' && taken(columns).length > 0 && namedTwice(columns).size === 0;
  return (
    <Page title={app ? t('excel.title_in', { name: words(detail.data?.title) }) : t('excel.title')} back={app ? `/apps/${app}` : '/'}>
      <div className="home-body excel">
        {reading.isPending ? <Working text={t('excel.reading')} /> : <Choose isSmall={read !== null} name={read?.file.name} onFile={(file) => reading.mutate(file)} />}
        {read && !reading.isPending && (
          <>
            <Card title={t('excel.form')}>
              <label className="excel-title">
                <span>{app ? t('app.form_title') : t('excel.app_and_form')}</span>
                <Input value={title} maxLength={50} status={title.trim() ? '' : 'error'} onChange={(event) => setTitle(event.target.value)} />
              </label>
            </Card>
            <Card title={t('excel.columns', { n: columns.length, rows: read.rows })}>
              <p className="muted excel-help">{t('excel.columns_help')}</p>
              <Columns columns={columns} onChange={setColumns} />
            </Card>
            <div className="excel-foot">
              {making.isPending ? <Working text={t('excel.making')} /> : <Button type="primary" disabled={!isReady} onClick={() => making.mutate({ read, columns, title })}>{t('excel.make', { n: read.rows })}</Button>}
            </div>
          </>
        )}
      </div>
      {made && <JobDialog app={made.app} form={made.form} id={made.job} kind="import" onClose={() => void navigate(`/apps/${made.app}/forms/${made.form}`)} />}
    </Page>
  );
}

interface Making {
  read: Read;
  columns: readonly Chosen[];
  title: string;
}

/** App, form, rows: each through the door it always comes by. */
function useMaking(into: string | undefined, onMade: (made: Made) => void) {
  const language = useLanguage();
  const queries = useQueryClient();
  const toast = useToast();
  const apps = useApps();
  return useMutation({
    mutationFn: async ({ read, columns, title }: Making): Promise<Made> => {
      const app = into ?? suggestedKey('app', (apps.data?.items ?? []).map((one) => one.key));
      if (into === undefined) await api.post('/apps', { key: app, title: { [language]: title.trim() }, icon: 'report' });
      const { items } = await api.get<{ items: { key: string }[] }>(url`/apps/${app}/documents`, { query: { kind: 'form' } });
      const form = suggestedKey('form', items.map((one) => one.key));
      const path = url`/apps/${app}/documents/form/${form}`;
      const { rev } = await api.put<{ rev: number }>(`${path}/draft`, { content: formOf(columns, form, title, language), rev: 0 });
      await api.post(`${path}/publish`, { rev });
      const { job } = await api.upload<{ job: string }>(url`/apps/${app}/forms/${form}/import`, read.file, { columns: namedColumns(columns) });
      await Promise.all([queries.invalidateQueries({ queryKey: keys.apps }), queries.invalidateQueries({ queryKey: keys.app(app) })]);
      return { app, form, job };
    },
    onSuccess: onMade,
    onError: toast.failed,
  });
}

function Choose({ isSmall, name, onFile }: { isSmall: boolean; name: string | undefined; onFile: (file: File) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined) => file && onFile(file);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };
  return (
    <div className={isSmall ? 'excel-drop is-small' : 'excel-drop'} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <Icon name="report" size={isSmall ? 18 : 34} strokeWidth={1.4} />
      <strong>{name ?? t('excel.drop')}</strong>
      {!isSmall && <p className="muted">{t('excel.drop_help')}</p>}
      <Button type={isSmall ? 'default' : 'primary'} size={isSmall ? 'small' : 'middle'} icon={<Icon name="upload" />} onClick={() => input.current?.click()}>{isSmall ? t('excel.other') : t('import.choose')}</Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".xlsx"
        aria-label={t('import.choose')}
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
